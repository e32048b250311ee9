package dev.lanewise.step;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Schedule;
import dev.lanewise.parallel.Team;
import dev.lanewise.random.Streams;
import dev.lanewise.registry.ContextClassLoader;
import dev.lanewise.registry.NamedRegularizer;
import java.util.List;
import java.util.SplittableRandom;

/** The steps of a training run, epoch after epoch through the training set, and the threads they run on. */
public final class TrainingSteps implements AutoCloseable {
    /** A thread is worth having for this many multiplications a step, about 100 µs: ten times what a step's barriers cost. */
    private static final double WORK_PER_THREAD = 5e6;

    private final Hyperparameters hyperparameters;
    private final Samples train;
    private final StepState state = new StepState();
    private final Team team;
    private final FusedStep step;
    private final List<LearnedNumbers> learned;
    private final int[] order;

    /** The learning rate of each step of the epoch: the JDK's cosine makes an object until it is compiled, which no step may. */
    private final float[] rates;

    private final int batch;
    private final int perEpoch;
    private int epoch;
    private int next;

    /**
     * Prepares the first step; a network without parameters gets fresh ones from the seed.
     *
     * @param threads 0 for as many as the work is worth
     * @throws dev.lanewise.registry.RegularizerException if a regularizer cannot be used
     */
    public TrainingSteps(Hyperparameters hyperparameters, Kernels kernels, int threads, Sequential net, Samples train) {
        this.hyperparameters = hyperparameters;
        this.train = train;
        if (!net.initialised()) {
            net.initialise(train.features(), hyperparameters.seed());
        }
        batch = Math.min(hyperparameters.batchSize(), train.size());
        perEpoch = (train.size() + batch - 1) / batch;
        order = new int[train.size()];
        rates = new float[perEpoch];
        state.epochs = hyperparameters.epochs();
        state.epochsMatter = hyperparameters.schedule() instanceof Schedule.Cosine
                || hyperparameters.regularizers().stream().anyMatch(NamedRegularizer::changes);
        Hooks hooks = ContextClassLoader.kept(() -> {
            Hooks all = new Hooks(net, hyperparameters.inForce(), state);
            all.check(train);
            return all;
        });
        learned = hooks.learned();
        net.regularizerState().clear();
        learned.forEach(each -> net.regularizerState().put(each.name(), each.values()));
        WeightMatrices matrices =
                ContextClassLoader.kept(() -> new WeightMatrices(kernels, net, hooks, state, hyperparameters.seed()));
        team = new Team(threads > 0 ? threads : threads(net, train.features(), hyperparameters.batchSize()));
        try {
            step = new FusedStep(
                    kernels,
                    team,
                    net,
                    hooks,
                    matrices,
                    hyperparameters.optimizer(),
                    state,
                    batch,
                    hyperparameters.seed());
        } catch (Throwable e) { // most likely for want of memory; nobody else could end the threads
            team.close();
            throw e;
        }
    }

    /** How many threads are worth it for a network with so many inputs. */
    public static int threads(Sequential net, int features, int batchSize) {
        double work = 0;
        double inputs = features;
        for (Dense each : net.dense()) {
            work += 3 * inputs * each.units() * batchSize;
            inputs = each.units();
        }
        int worth = (int) Math.max(1, Math.min(work / WORK_PER_THREAD, 1e6));
        return Math.min(Runtime.getRuntime().availableProcessors(), worth);
    }

    /** The threads, for what is done between steps. */
    public Team team() {
        return team;
    }

    /** How many steps an epoch has. */
    public int perEpoch() {
        return perEpoch;
    }

    /**
     * Goes on from parameters and optimizer state set from outside.
     *
     * @param firstEpoch 0, 1, …
     * @param firstStep within the epoch, 0, 1, …; as many as it has for the first of the next
     */
    public void resumeAt(int firstEpoch, int firstStep) {
        epoch = firstEpoch;
        next = firstStep;
        if (firstStep > 0) {
            beginEpoch();
        }
        step.transposeAll();
    }

    /**
     * Takes the next step, shuffling first where an epoch begins.
     *
     * @return the sum of the batch's losses; if it is not finite, no parameter was changed
     */
    public double next() {
        if (next == perEpoch) {
            next = 0;
            epoch++;
        }
        if (next == 0) {
            beginEpoch();
        }
        int from = next * batch;
        state.number = (long) epoch * perEpoch + next;
        state.epoch = epoch;
        state.batchSize = Math.min(batch, train.size() - from);
        state.learningRate = rates[next];
        next++;
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        try {
            return step.run(train, order, from);
        } finally {
            caller.setContextClassLoader(before); // hooks leave their own
        }
    }

    /** Where training stands: at the step taken last. */
    public StepState state() {
        return state;
    }

    /** How many samples of the step taken last were recognised. */
    public int hits() {
        return step.hits();
    }

    /** The share of the terms of dense products that were computed since this was asked last; what is left out is zero. */
    public double terms() {
        return step.terms();
    }

    /** How the products of each dense layer are computed, as was seen to be the fastest. */
    public List<ProductWays> ways() {
        return step.ways();
    }

    /** What is kept of each dense layer between steps. */
    public LayerState[] layers() {
        return step.layers();
    }

    /** What regularizers learn. */
    public List<LearnedNumbers> learned() {
        return learned;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        team.close();
    }

    private void beginEpoch() {
        for (int i = 0; i < perEpoch; i++) {
            double progress = (double) ((long) epoch * perEpoch + i) / perEpoch;
            rates[i] = (float) (hyperparameters.learningRate()
                    * hyperparameters.schedule().factor(progress, hyperparameters.epochs()));
        }
        shuffle();
    }

    /** Fisher–Yates with a stream of its own for each epoch. */
    private void shuffle() {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        if (!hyperparameters.shuffle()) {
            return;
        }
        SplittableRandom random = Streams.order(hyperparameters.seed(), epoch);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
