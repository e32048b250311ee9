package dev.lanewise.testkit;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.registry.Loaded;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.step.Hyperparameters;
import dev.lanewise.step.TrainingSteps;
import dev.lanewise.train.DivergenceException;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** What a regularizer costs in training. */
public final class StepCost {
    /** The network whose step is measured. */
    public static final String NETWORK = "784-256-256-10";

    private static final int[] HIDDEN = {256, 256};

    /** How many hidden layers it has. */
    public static final int HIDDEN_LAYERS = HIDDEN.length;

    private static final int SIDE = 28;
    private static final int CLASSES = 10;
    private static final int BATCH = 256;
    private static final int STEPS = 10;

    /** Turns that do not count: in the first steps code is compiled, and every way to compute a product tried. */
    private static final int WARM_UP = 4;

    private static final int LEAST_ROUNDS = 9;

    private StepCost() {}

    /**
     * How many times as long a training step takes with a regularizer as without any: {@link #NETWORK}, batches of 256, on all
     * processors. Two networks, each of which goes on with its training, take turns of ten steps, each second round in the other order. Of
     * each round counts the ratio, and of these the median.
     *
     * @param typed as {@link ContractChecks#of(RegularizerProvider, String)} takes it
     * @param origin where the provider comes from, for messages
     * @param duration for how long to measure; two seconds are enough for compiled code, and nine rounds are the least
     * @throws dev.lanewise.registry.SpecException if the arguments are wrong
     * @throws dev.lanewise.registry.RegularizerException if the regularizer fails
     * @throws dev.lanewise.train.DivergenceException if training does not stay finite with it
     */
    public static MedianInterval of(RegularizerProvider provider, String typed, Origin origin, Duration duration) {
        Loaded loaded = Loaded.of(provider, origin);
        String spec = loaded.found().getFirst().orExample(typed);
        List<NamedRegularizer> with =
                Regularizers.of(List.of(loaded)).create(RegularizerSpecs.parse(spec), HIDDEN.length);
        LabelledImages images = RandomImages.of(STEPS * BATCH, SIDE, CLASSES);
        try (TrainingSteps alone = steps(images, List.of());
                TrainingSteps regularized = steps(images, with)) {
            List<DoubleSupplier> both = List.of(() -> nanoseconds(alone), () -> nanoseconds(regularized));
            Turns warmUp = new Turns(both);
            while (warmUp.rounds() < WARM_UP) {
                warmUp.round();
            }
            Turns turns = new Turns(both);
            long end = System.nanoTime() + duration.toNanos();
            while (turns.rounds() < LEAST_ROUNDS || System.nanoTime() < end) {
                turns.round();
            }
            return turns.ratio(1);
        }
    }

    private static TrainingSteps steps(LabelledImages images, List<NamedRegularizer> regularizers) {
        Hyperparameters hyperparameters = Hyperparameters.of(Optimizer.sgd(), 0.01f)
                .batchSize(BATCH)
                .epochs(Integer.MAX_VALUE)
                .addRegularizers(regularizers);
        return new TrainingSteps(
                hyperparameters, KernelChoice.choose("auto"), 0, Sequential.mlp(HIDDEN, CLASSES), images);
    }

    private static double nanoseconds(TrainingSteps steps) {
        double loss = 0;
        long start = System.nanoTime();
        for (int i = 0; i < STEPS; i++) {
            loss += steps.next();
        }
        long end = System.nanoTime();
        if (!Double.isFinite(loss)) {
            throw new DivergenceException("the loss is no longer a finite number");
        }
        return end - start;
    }
}
