package dev.lanewise.step;

import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.Schedule;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.spi.WeightDecay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the trained weights follow from, beside the network and the data. Each setter gives a changed copy.
 *
 * @param learningRate before the schedule
 * @param batchSize samples per step; the last step of an epoch takes what is left
 * @param epochs passes over the training set
 * @param seed what everything random follows from: initial weights, the order of samples, noise
 * @param shuffle whether samples are taken in a new random order each epoch, or as they come
 * @param regularizers in the order in which they act
 */
public record Hyperparameters(
        Optimizer optimizer,
        float learningRate,
        Schedule schedule,
        int batchSize,
        int epochs,
        long seed,
        boolean shuffle,
        List<NamedRegularizer> regularizers) {
    /** Samples per step, unless said. */
    public static final int DEFAULT_BATCH_SIZE = 256;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is outside its range
     */
    public Hyperparameters {
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(schedule, "schedule");
        if (!(learningRate > 0 && learningRate < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the learning rate must be positive, but is " + learningRate);
        }
        atLeastOne("the batch size", batchSize);
        atLeastOne("the number of epochs", epochs);
        regularizers = List.copyOf(regularizers);
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
        }
    }

    /** Batches of 256, 10 epochs, seed 42, a constant rate, shuffling, and no regularizer. */
    public static Hyperparameters of(Optimizer optimizer, float learningRate) {
        return new Hyperparameters(
                optimizer, learningRate, Schedule.constant(), DEFAULT_BATCH_SIZE, 10, 42, true, List.of());
    }

    public Hyperparameters schedule(Schedule value) {
        return new Hyperparameters(optimizer, learningRate, value, batchSize, epochs, seed, shuffle, regularizers);
    }

    public Hyperparameters batchSize(int value) {
        return new Hyperparameters(optimizer, learningRate, schedule, value, epochs, seed, shuffle, regularizers);
    }

    public Hyperparameters epochs(int value) {
        return new Hyperparameters(optimizer, learningRate, schedule, batchSize, value, seed, shuffle, regularizers);
    }

    public Hyperparameters seed(long value) {
        return new Hyperparameters(optimizer, learningRate, schedule, batchSize, epochs, value, shuffle, regularizers);
    }

    public Hyperparameters shuffle(boolean value) {
        return new Hyperparameters(optimizer, learningRate, schedule, batchSize, epochs, seed, value, regularizers);
    }

    /** These regularizers after those there are. */
    public Hyperparameters addRegularizers(List<NamedRegularizer> more) {
        List<NamedRegularizer> all = new ArrayList<>(regularizers);
        for (NamedRegularizer each : Objects.requireNonNull(more, "regularizers")) {
            all.add(Objects.requireNonNull(each, "regularizer"));
        }
        return new Hyperparameters(optimizer, learningRate, schedule, batchSize, epochs, seed, shuffle, all);
    }

    /** Whether a regularizer decays the weights, so that the optimizer leaves that to it. */
    public boolean decayIsGiven() {
        return regularizers.stream().anyMatch(each -> each.regularizer() instanceof WeightDecay);
    }

    /** The regularizers, and the decay that the optimizer brings unless one of them is a decay. */
    List<NamedRegularizer> inForce() {
        float decay = optimizer.decay();
        if (decay == 0 || decayIsGiven()) {
            return regularizers;
        }
        WeightDecay own = (layer, step) -> 1 - step.learningRate() * decay;
        return addRegularizers(List.of(new NamedRegularizer(
                        "weight-decay:" + decay, optimizer.kind().toString(), "", Origin.BUILT_IN, own)))
                .regularizers;
    }
}
