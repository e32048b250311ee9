package dev.lanewise.cli.bits;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.train.Trainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A small network to be trained, and how.
 *
 * @param hidden units of the hidden layers
 * @param layerNorm whether they are normalised
 * @param regularizers their specs
 */
record Case(
        OptimizerKind optimizer,
        List<Integer> hidden,
        boolean layerNorm,
        int features,
        int images,
        int batchSize,
        List<String> regularizers) {
    static final int EPOCHS = 2;
    private static final int MOST_STEPS = 8; // in an epoch, as every step does the same

    /** Those that change what a step computes; what changes its samples does so before. */
    static final List<String> ALL = List.of(
            "dropout:0.3",
            "gaussian-dropout:0.2",
            "gaussian-noise:0.1",
            "input-dropout:0.2",
            "label-smoothing:0.1",
            "max-norm:1.5",
            "l1:1e-5",
            "l2:1e-5",
            "elastic-net:1e-5,1e-5",
            "weight-decay:1e-4");

    private static final Regularizers INSTALLED = Regularizers.installed();
    private static final int CLASSES = 10;

    /** Each optimizer with dropout, and one with all regularizers, normalised and not; layers that fill no panel, batches that fill no tile. */
    static List<Case> fixed() {
        List<Case> out = new ArrayList<>();
        for (OptimizerKind each : OptimizerKind.values()) {
            out.add(new Case(each, List.of(150, 260), false, 77, 121, 50, List.of("dropout:0.5")));
        }
        for (boolean layerNorm : new boolean[] {false, true}) {
            out.add(new Case(OptimizerKind.ADAM, List.of(150, 260, 33), layerNorm, 77, 121, 50, ALL));
        }
        return out;
    }

    /** Any other. */
    static Case random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int images = random.nextInt(2, 200);
        OptimizerKind optimizer = OptimizerKind.values()[random.nextInt(OptimizerKind.values().length)];
        List<Integer> hidden = random.ints(random.nextInt(1, 4), 1, 300).boxed().toList();
        int features = random.nextInt(1, 200);
        int batch = random.nextInt(Math.ceilDiv(images, MOST_STEPS), 130);
        List<String> regularizers =
                ALL.stream().filter(each -> random.nextInt(3) == 0).toList();
        return new Case(optimizer, hidden, random.nextBoolean(), features, images, batch, regularizers);
    }

    int steps() {
        return EPOCHS * Math.ceilDiv(images, batchSize);
    }

    Sequential network() {
        List<Layer> layers = hidden.stream()
                .map(units -> new Dense(units, Activation.RELU, layerNorm))
                .collect(Collectors.toCollection(ArrayList::new));
        layers.add(Dense.linear(CLASSES));
        return Sequential.of(layers.toArray(Layer[]::new));
    }

    Trainer trainer() {
        Trainer trainer = Trainer.with(optimizer.with(OptimizerKind.DEFAULT_MOMENTUM), optimizer.defaultRate() / 10)
                .batchSize(batchSize)
                .epochs(EPOCHS);
        return regularizers.isEmpty()
                ? trainer
                : trainer.regularizers(
                        INSTALLED.create(RegularizerSpecs.parse(String.join("+", regularizers)), hidden.size()));
    }

    /** Random pixels and labels. */
    LabelledImages data() {
        SplittableRandom random = new SplittableRandom(images);
        byte[] pixels = new byte[images * features];
        random.nextBytes(pixels);
        byte[] labels = new byte[images];
        for (int i = 0; i < images; i++) {
            labels[i] = (byte) random.nextInt(CLASSES);
        }
        return new LabelledImages(pixels, labels, features, 1, Collections.nCopies(CLASSES, "class"));
    }

    static String hash(Sequential net) {
        return ModelFile.weightsSha256(net);
    }
}
