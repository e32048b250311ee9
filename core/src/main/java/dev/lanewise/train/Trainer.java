package dev.lanewise.train;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.Schedule;
import dev.lanewise.parallel.Team;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.Regularizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Trains a network by mini-batch gradient descent on mean softmax cross-entropy. Immutable: each setting gives a new trainer.
 *
 * <p>The same settings, data and seed give the same bits whatever the threads and kernels, and whether the run was interrupted
 * and resumed.
 */
public final class Trainer implements Cloneable {
    private static final TrainingListener SILENT = new TrainingListener() {};

    private final Optimizer optimizer;
    private final float learningRate;
    private int batchSize = 256;
    private int epochs = 10;
    private long seed = 42;
    private int threads;
    private Schedule schedule = Schedule.constant();
    private Kernels kernels;
    private boolean shuffle = true;
    private List<NamedRegularizer> regularizers = List.of();
    private TrainingListener listener = SILENT;
    private Path checkpoint;
    private Supplier<Map<String, String>> notes;
    private Path resume;

    private Trainer(Optimizer optimizer, float learningRate) {
        this.optimizer = optimizer;
        this.learningRate = learningRate;
    }

    private Trainer copy() {
        try {
            return (Trainer) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * A trainer with this optimizer and learning rate, batches of 256, 10 epochs, seed 42, a constant rate, shuffling, as many
     * threads as are worth it, and no regularizer.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public static Trainer with(Optimizer optimizer, float learningRate) {
        if (!(learningRate > 0 && learningRate < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the learning rate must be positive, but is " + learningRate);
        }
        return new Trainer(optimizer, learningRate);
    }

    /** {@link #with} {@link Optimizer#sgd}. */
    public static Trainer sgd(float learningRate) {
        return with(Optimizer.sgd(), learningRate);
    }

    /** {@link #with} {@link Optimizer#momentum}. */
    public static Trainer momentum(float learningRate, float mu) {
        return with(Optimizer.momentum(mu), learningRate);
    }

    /** {@link #with} {@link Optimizer#nesterov}. */
    public static Trainer nesterov(float learningRate, float mu) {
        return with(Optimizer.nesterov(mu), learningRate);
    }

    /** {@link #with} {@link Optimizer#adam}. */
    public static Trainer adam(float learningRate) {
        return with(Optimizer.adam(), learningRate);
    }

    /** {@link #with} {@link Optimizer#adamW}. */
    public static Trainer adamW(float learningRate) {
        return with(Optimizer.adamW(), learningRate);
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
        }
    }

    /** Images per step; the last step of an epoch takes what is left. */
    public Trainer batchSize(int value) {
        atLeastOne("the batch size", value);
        Trainer copy = copy();
        copy.batchSize = value;
        return copy;
    }

    /** Passes over the training set. */
    public Trainer epochs(int value) {
        atLeastOne("the number of epochs", value);
        Trainer copy = copy();
        copy.epochs = value;
        return copy;
    }

    /** What everything random follows from: initial weights, the order of images, noise. */
    public Trainer seed(long value) {
        Trainer copy = copy();
        copy.seed = value;
        return copy;
    }

    /** Threads to use; 0 for as many as the work is worth, see {@link #threadsFor}. */
    public Trainer threads(int value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "the number of threads must be at least 1, or 0 to choose, but is " + value);
        }
        Trainer copy = copy();
        copy.threads = value;
        return copy;
    }

    /** How the learning rate changes. */
    public Trainer schedule(Schedule value) {
        Trainer copy = copy();
        copy.schedule = value;
        return copy;
    }

    /** The kernels to use, rather than those that {@link KernelChoice} finds. */
    public Trainer kernels(Kernels value) {
        Trainer copy = copy();
        copy.kernels = value;
        return copy;
    }

    /** Whether images are taken in a new random order each epoch, or in file order. */
    public Trainer shuffle(boolean value) {
        Trainer copy = copy();
        copy.shuffle = value;
        return copy;
    }

    /** These regularizers, in this order, after those there are. */
    public Trainer regularizers(List<NamedRegularizer> more) {
        List<NamedRegularizer> all = new ArrayList<>(regularizers);
        all.addAll(more);
        Trainer copy = copy();
        copy.regularizers = List.copyOf(all);
        return copy;
    }

    /** This regularizer after those there are. */
    public Trainer regularizer(Regularizer value) {
        return regularizers(List.of(NamedRegularizer.of(value)));
    }

    /** Who is told how training goes. */
    public Trainer listener(TrainingListener value) {
        Trainer copy = copy();
        copy.listener = value;
        return copy;
    }

    /** Where to write, after each epoch, all that is needed to go on from there. */
    public Trainer checkpoint(Path file) {
        return checkpoint(file, Map::of);
    }

    /**
     * Where to write, after each epoch, all that is needed to go on from there.
     *
     * @param notes to write beside it, as {@link ModelFile.Model#metadata}; asked for after the listener has heard of the epoch
     */
    public Trainer checkpoint(Path file, Supplier<Map<String, String>> notes) {
        Trainer copy = copy();
        copy.checkpoint = file;
        copy.notes = notes;
        return copy;
    }

    /** Goes on from a checkpoint of a run with the same settings, which may have had fewer epochs. */
    public Trainer resume(Path file) {
        Trainer copy = copy();
        copy.resume = file;
        return copy;
    }

    /** Trains on {@code data.train()} and evaluates on {@code data.test()} after each epoch. See {@link #fit}. */
    public History fit(Sequential net, TrainTest data) {
        return fit(net, data.train(), data.test());
    }

    /**
     * Trains the network. One without parameters gets fresh ones from the seed; one with parameters goes on from them.
     *
     * @param test evaluated after each epoch, or null
     * @throws IllegalArgumentException if the data does not fit the network
     * @throws DivergenceException if the loss or a weight stops being a finite number
     * @throws ModelFileException if the checkpoint to resume from cannot be used
     * @throws java.io.UncheckedIOException if a checkpoint cannot be written
     * @throws RegularizerException if a regularizer fails
     */
    public History fit(Sequential net, LabelledImages train, LabelledImages test) {
        try (Team team = new Team(threadsFor(net, train.features()))) {
            return new TrainingRun(this, team, net, train, test).all();
        }
    }

    /**
     * Has the JVM compile what training such a network with these settings runs, by training a tiny one on made-up images and
     * forgetting it. Takes about half a second of one thread, best spent while the data is being read. Changes no result.
     */
    public void warmUp(Sequential net) {
        WarmUp.run(this, net);
    }

    /** The same optimizer, kernels and regularizers for a run of another size that nobody hears of. */
    Trainer tiny(int newBatchSize, int newEpochs) {
        Trainer copy = batchSize(newBatchSize).epochs(newEpochs).threads(1).listener(SILENT);
        copy.checkpoint = null;
        copy.resume = null;
        return copy;
    }

    /** How many threads {@link #threads threads(0)} stands for: no more than there is work for in a step. */
    public int threadsFor(Sequential net, int features) {
        return TrainingRun.threads(this, net, features);
    }

    Optimizer optimizer() {
        return optimizer;
    }

    float learningRate() {
        return learningRate;
    }

    int batchSize() {
        return batchSize;
    }

    int epochs() {
        return epochs;
    }

    long seed() {
        return seed;
    }

    int threads() {
        return threads;
    }

    Schedule schedule() {
        return schedule;
    }

    Kernels kernels() {
        return kernels == null ? KernelChoice.choose("auto") : kernels;
    }

    boolean shuffle() {
        return shuffle;
    }

    List<NamedRegularizer> regularizers() {
        return regularizers;
    }

    TrainingListener listener() {
        return listener;
    }

    Path checkpoint() {
        return checkpoint;
    }

    Map<String, String> notes() {
        return notes.get();
    }

    Path resume() {
        return resume;
    }
}
