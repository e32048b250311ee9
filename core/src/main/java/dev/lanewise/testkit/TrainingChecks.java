package dev.lanewise.testkit;

import dev.lanewise.data.Dataset;
import dev.lanewise.kernel.KernelChoice;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.ModelFile;
import dev.lanewise.train.NamedRegularizer;
import dev.lanewise.train.Trainer;
import java.util.List;
import java.util.SplittableRandom;

/** What must hold of any regularizer in the engine itself. */
final class TrainingChecks {
    static final int[] HIDDEN = {33, 20};

    private static final int SIDE = 5;
    private static final int IMAGES = 95;

    private TrainingChecks() {}

    static Check of(NamedRegularizer regularizer) {
        return new Check("training gives the same bits on one, two and three threads", () -> {
            String one = train(regularizer, 1);
            if (!one.equals(train(regularizer, 2)) || !one.equals(train(regularizer, 3))) {
                throw new ContractViolation("trained weights depend on the number of threads");
            }
        });
    }

    private static String train(NamedRegularizer regularizer, int threads) {
        Dataset images = images();
        Sequential net = Sequential.mlp(HIDDEN, images.classes());
        Trainer.sgd(0.05f)
                .batchSize(60)
                .epochs(2)
                .threads(threads)
                .kernels(KernelChoice.choose("reference")) // needs no JVM option, and no speed
                .regularizers(List.of(regularizer))
                .fit(net, images, null);
        return ModelFile.weightsSha256(net);
    }

    private static Dataset images() {
        SplittableRandom random = new SplittableRandom(7);
        byte[] pixels = new byte[IMAGES * SIDE * SIDE];
        random.nextBytes(pixels);
        byte[] labels = new byte[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) random.nextInt(3);
        }
        return new Dataset(pixels, labels, SIDE, SIDE, List.of("a", "b", "c"));
    }
}
