package dev.lanewise.train;

import dev.lanewise.data.Samples;
import dev.lanewise.data.TrainTest;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.Schedule;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.step.Hyperparameters;
import dev.lanewise.step.TrainingSteps;
import dev.lanewise.train.Settings.Checkpointing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Trains a network by mini-batch gradient descent on the mean of its {@linkplain Sequential#loss() loss}. Immutable: each setting gives a new trainer.
 *
 * <p>The same settings, data and seed give the same bits whatever the threads and kernels, and whether the run was interrupted
 * and resumed.
 */
public final class Trainer {
    private final Settings settings;

    private Trainer(Settings settings) {
        this.settings = settings;
    }

    /**
     * A trainer with this optimizer and learning rate, batches of 256, 10 epochs, seed 42, a constant rate, shuffling, as many
     * threads as are worth it, and no regularizer.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public static Trainer with(Optimizer optimizer, float learningRate) {
        return new Trainer(Settings.of(Hyperparameters.of(optimizer, learningRate)));
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

    private Trainer with(Hyperparameters changed) {
        return new Trainer(settings.hyperparameters(changed));
    }

    /** Images per step; the last step of an epoch takes what is left. */
    public Trainer batchSize(int value) {
        return with(settings.hyperparameters().batchSize(value));
    }

    /** Passes over the training set. */
    public Trainer epochs(int value) {
        return with(settings.hyperparameters().epochs(value));
    }

    /** What everything random follows from: initial weights, the order of images, noise. */
    public Trainer seed(long value) {
        return with(settings.hyperparameters().seed(value));
    }

    /** How the learning rate changes. */
    public Trainer schedule(Schedule value) {
        return with(settings.hyperparameters().schedule(value));
    }

    /** Whether images are taken in a new random order each epoch, or in file order. */
    public Trainer shuffle(boolean value) {
        return with(settings.hyperparameters().shuffle(value));
    }

    /** These regularizers, in this order, after those there are. */
    public Trainer regularizers(List<NamedRegularizer> more) {
        return with(settings.hyperparameters().addRegularizers(more));
    }

    /**
     * This regularizer after those there are. A checkpoint knows a record by its name and components, but any other class by its name
     * alone: whoever resumes sees to it that such a regularizer has the same numbers.
     */
    public Trainer regularizer(Regularizer value) {
        return regularizers(List.of(NamedRegularizer.of(value)));
    }

    /** Threads to use; 0 for as many as the work is worth, see {@link #threadsFor}. */
    public Trainer threads(int value) {
        return new Trainer(settings.threads(value));
    }

    /** The kernels to use, rather than those that {@link KernelChoice} finds. */
    public Trainer kernels(Kernels value) {
        return new Trainer(settings.kernels(value));
    }

    /** Who is told how training goes. */
    public Trainer listener(TrainingListener value) {
        return new Trainer(settings.listener(value));
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
        return checkpoint(file, CheckpointInterval.EPOCH, notes);
    }

    /**
     * Where to write all that is needed to go on, and how often. It is also written when training ends, in whichever way but an
     * exception: within an epoch, too, so that an interrupt loses nothing.
     *
     * @param notes to write beside it, as {@link ModelFile.Model#metadata}
     */
    public Trainer checkpoint(Path file, CheckpointInterval every, Supplier<Map<String, String>> notes) {
        return new Trainer(settings.checkpoint(new Checkpointing(file, every, notes)));
    }

    /**
     * Goes on from a checkpoint of a run with the same settings, which may have had fewer epochs. From the last one of a run, training
     * ends at once, with the network that the run ended with, and no further epoch in its history.
     */
    public Trainer resume(Path file) {
        return new Trainer(settings.resume(file));
    }

    /**
     * Ends training early, once the loss on the validation set, or without one on the test set, has not fallen for {@code
     * patience} epochs; the network gets the weights of its best epoch.
     */
    public Trainer earlyStopping(int patience) {
        return earlyStopping(new EarlyStopping(patience, 0));
    }

    /** Ends training early, and gives the network the weights of its best epoch. */
    public Trainer earlyStopping(EarlyStopping value) {
        return new Trainer(settings.earlyStopping(value));
    }

    /** Evaluates, keeps and leaves the network with an average of its weights over the course of training. */
    public Trainer averaging(Averaging value) {
        return new Trainer(settings.averaging(value));
    }

    /** Trains on {@code data.train()} and evaluates on {@code data.test()} after each epoch. See {@link #fit}. */
    public History fit(Sequential net, TrainTest<?> data) {
        Objects.requireNonNull(data, "data");
        return fit(net, data.train(), data.test());
    }

    /**
     * Trains the network, without a validation set. See {@link #fit(Sequential, Samples, Samples, Samples)}.
     *
     * @param test evaluated after each epoch, or null
     */
    public History fit(Sequential net, Samples train, Samples test) {
        return fit(net, train, null, test);
    }

    /**
     * Trains the network. One without parameters gets fresh ones from the seed; one with parameters goes on from them.
     *
     * <p>An {@linkplain Thread#interrupt interrupt} of this thread, or a {@linkplain TrainingListener#wantsToEnd listener's word},
     * ends training after the step that is being taken. The history then has the epochs that were done; the network is as it is
     * after that step, or has the weights of its best epoch so far if there is early stopping, or their average if that was asked for. The thread stays interrupted.
     *
     * @param validation evaluated after each epoch, and what early stopping looks at; or null
     * @param test evaluated after each epoch, or null
     * @throws IllegalArgumentException if the data does not fit the network, or there is none for early stopping to look at
     * @throws DivergenceException if the loss or a weight stops being a finite number
     * @throws ModelFileException if the checkpoint to resume from cannot be used
     * @throws java.io.UncheckedIOException if a checkpoint cannot be written
     * @throws RegularizerException if a regularizer fails
     */
    public History fit(Sequential net, Samples train, Samples validation, Samples test) {
        Objects.requireNonNull(net, "net");
        Objects.requireNonNull(train, "train");
        try (TrainingRun run = new TrainingRun(settings, net, train, validation, test)) {
            return run.all();
        }
    }

    /**
     * Has the JVM compile what training such a network with these settings runs, by training a tiny one on made-up images and
     * forgetting it. Takes about half a second of one thread, best spent while the data is being read. Changes no result.
     */
    public void warmUp(Sequential net) {
        WarmUp.run(settings, Objects.requireNonNull(net, "net"));
    }

    /** How many threads {@link #threads threads(0)} stands for: no more than there is work for in a step. */
    public int threadsFor(Sequential net, int features) {
        return settings.threads() > 0
                ? settings.threads()
                : TrainingSteps.threads(
                        net, features, settings.hyperparameters().batchSize());
    }
}
