package dev.lanewise.train;

import dev.lanewise.data.LabelledImages;
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
    /** One panel is as wide as any kernel looks. */
    private static final int UNITS = 32;

    private static final int BATCH = 8;

    /** Two steps each; more than compilation asks for, with the thresholds that the launcher sets. */
    private static final int EPOCHS = 50;

    private WarmUp() {}

    static void run(Settings settings, Sequential net) {
        Sequential small =
                Sequential.of(net.layers().stream().map(WarmUp::shrink).toArray(Layer[]::new));
        if (net.classes() <= UNITS) {
            small = small.loss(net.loss());
        }
        LabelledImages images = images(net.classes());
        Settings tiny = Settings.of(settings.hyperparameters().batchSize(BATCH).epochs(EPOCHS))
                .threads(1)
                .kernels(settings.chosenKernels());
        try (TrainingRun run = new TrainingRun(tiny, small, images, null, images)) {
            run.all();
        } catch (DivergenceException | RegularizerException e) {
            // Nothing is lost: if the run itself fails as well, it says so with its own layer and step.
        }
    }

    private static Layer shrink(Layer layer) {
        return layer instanceof Dense dense ? new Dense(Math.min(UNITS, dense.units()), dense.activation()) : layer;
    }

    private static LabelledImages images(int classes) {
        byte[] pixels = new byte[2 * BATCH * UNITS];
        new SplittableRandom(0).nextBytes(pixels);
        List<String> names = IntStream.range(0, Math.min(UNITS, classes))
                .mapToObj(Integer::toString)
                .toList();
        return new LabelledImages(pixels, new byte[2 * BATCH], 1, UNITS, names);
    }
}
