package dev.lanewise.train;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.RegularizerException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A training run so small that it only serves to have the JVM compile what training runs. Until then vector code is a thousand
 * times slower, as each vector is an object on the heap.
 */
final class WarmUp {
    /** Rows of every shape of tiles. */
    private static final int BATCH = 16;

    /** The last batch of an epoch is smaller, as those of training are, since code is compiled for what it has met. */
    private static final int LAST_BATCH = 4;

    private static final int IMAGES = 2 * BATCH + LAST_BATCH;

    /** Three steps each; more than compilation asks for, with the thresholds that the launcher sets. */
    private static final int EPOCHS = 35;

    private WarmUp() {}

    static void run(Settings settings, Sequential net) {
        int units = settings.chosenKernels().listedPanels() * PanelMatrix.WIDTH; // as wide as any kernel looks
        Sequential small = Sequential.of(
                net.layers().stream().map(each -> shrink(each, units)).toArray(Layer[]::new));
        if (net.classes() <= units) {
            small = small.loss(net.loss());
        }
        LabelledImages images = images(net.classes(), units);
        Settings tiny = Settings.of(settings.hyperparameters().batchSize(BATCH).epochs(EPOCHS))
                .threads(1)
                .kernels(settings.chosenKernels());
        try (TrainingRun run = new TrainingRun(tiny, small, images, null, images)) {
            run.all();
        } catch (DivergenceException | RegularizerException e) {
            // Nothing is lost: if the run itself fails as well, it says so with its own layer and step.
        }
    }

    private static Layer shrink(Layer layer, int units) {
        return layer instanceof Dense dense
                ? new Dense(Math.min(units, dense.units()), dense.activation(), dense.layerNorm())
                : layer;
    }

    private static LabelledImages images(int classes, int features) {
        byte[] pixels = new byte[IMAGES * features];
        new SplittableRandom(0).nextBytes(pixels);
        List<String> names = IntStream.range(0, Math.min(features, classes))
                .mapToObj(Integer::toString)
                .toList();
        return new LabelledImages(pixels, new byte[IMAGES], 1, features, names);
    }
}
