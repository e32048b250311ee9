package dev.lanewise.train;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Schedule;
import dev.lanewise.parallel.Team;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.random.SplitMix;
import dev.lanewise.step.FusedStep;
import dev.lanewise.step.Hooks;
import dev.lanewise.step.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One call of {@link Trainer#fit}: epochs of steps, evaluations between them. */
final class TrainingRun {
    /** Keeps the stream of shuffles apart from the streams of hidden layers 0, 1, … and of the input. */
    private static final long SHUFFLE_STREAM = -2;

    /** A thread is worth it for this many multiplications a step, about 100 µs: ten times what a step's barriers cost. */
    private static final double WORK_PER_THREAD = 5e6;

    private final Trainer settings;
    private final Sequential net;
    private final LabelledImages train;
    private final LabelledImages test;
    private final StepState state = new StepState();
    private final int batch;
    private final int stepsPerEpoch;
    private final Kernels kernels;
    private final FusedStep step;
    private final Evaluator evaluator;
    private final int[] order;

    TrainingRun(Trainer settings, Team team, Sequential net, LabelledImages train, LabelledImages test) {
        this.settings = settings;
        this.net = net;
        this.train = train;
        this.test = test;
        check();
        batch = Math.min(settings.batchSize(), train.size());
        stepsPerEpoch = (train.size() + batch - 1) / batch;
        if (!net.initialised()) {
            net.initialise(train.features(), settings.seed());
        }
        kernels = settings.kernels();
        Hooks hooks = new Hooks(net, settings.regularizers());
        state.epochs = settings.epochs();
        state.epochsMatter = settings.schedule() instanceof Schedule.Cosine;
        step = new FusedStep(kernels, team, net, hooks, settings.optimizer(), state, batch, settings.seed());
        evaluator = new Evaluator(kernels, team);
        order = new int[train.size()];
    }

    private void check() {
        for (LabelledImages each : test == null ? List.of(train) : List.of(train, test)) {
            if (each.size() < 1) {
                throw new IllegalArgumentException("there are no " + (each == train ? "training" : "test") + " images");
            }
            if (net.initialised() && net.features() != each.features()) {
                throw new IllegalArgumentException("the network takes " + net.features()
                        + " inputs, but the images have " + each.features() + " pixels");
            }
            if (each.features() != train.features()) {
                throw new IllegalArgumentException("training images have " + train.features()
                        + " pixels, but test images have " + each.features());
            }
            if (each.classes() > net.classes()) {
                throw new IllegalArgumentException(
                        "the network tells " + net.classes() + " classes apart, but the data has " + each.classes());
            }
        }
    }

    static int threads(Trainer settings, Sequential net, int features) {
        if (settings.threads() > 0) {
            return settings.threads();
        }
        double work = 0;
        double inputs = features;
        for (Dense each : net.dense()) {
            work += 3 * inputs * each.units() * settings.batchSize();
            inputs = each.units();
        }
        int worth = (int) Math.max(1, Math.min(work / WORK_PER_THREAD, 1e6));
        return Math.min(Runtime.getRuntime().availableProcessors(), worth);
    }

    History all() {
        int first = 0;
        Fingerprint fingerprint = null;
        if (settings.resume() != null || settings.checkpoint() != null) {
            fingerprint = new Fingerprint(settings, net, train, state);
        }
        if (settings.resume() != null) {
            first = Checkpoint.restore(settings, net, step, fingerprint);
            step.transposeAll();
        }
        settings.listener().started(stepsPerEpoch, first);
        List<EpochResult> results = new ArrayList<>();
        for (int epoch = first; epoch < settings.epochs(); epoch++) {
            settings.listener().epochStarted(epoch);
            EpochResult result = epoch(epoch);
            results.add(result);
            settings.listener().epoch(result);
            if (settings.checkpoint() != null) {
                Checkpoint.write(settings, net, step, fingerprint, epoch + 1);
            }
        }
        return new History(results);
    }

    private EpochResult epoch(int epoch) {
        long start = System.nanoTime();
        shuffle(epoch);
        double loss = 0;
        int hits = 0;
        for (int s = 0; s < stepsPerEpoch; s++) {
            double sum = step(epoch, s);
            if (!Double.isFinite(sum)) {
                throw new DivergenceException("the loss is no longer a finite number", state);
            }
            loss += sum;
            hits += step.hits();
            settings.listener().step(epoch, s, stepsPerEpoch, (float) (sum / state.batchSize));
        }
        requireFiniteParameters();
        double seconds = (System.nanoTime() - start) * 1e-9;
        long middle = System.nanoTime();
        Evaluation held = test == null ? null : evaluator.evaluate(net, test);
        double evaluation = (System.nanoTime() - middle) * 1e-9;
        int n = train.size();
        return new EpochResult(
                epoch + 1,
                loss / n,
                (double) hits / n,
                held == null ? Double.NaN : held.loss(),
                held == null ? Double.NaN : held.accuracy(),
                seconds,
                evaluation,
                n / seconds);
    }

    /** Takes step {@code s} of an epoch whose order has been shuffled; returns the sum of the losses. */
    double step(int epoch, int s) {
        int from = s * batch;
        state.number = (long) epoch * stepsPerEpoch + s;
        state.epoch = epoch;
        state.batchSize = Math.min(batch, train.size() - from);
        double progress = (double) state.number / stepsPerEpoch;
        state.learningRate =
                (float) (settings.learningRate() * settings.schedule().factor(progress, settings.epochs()));
        return step.run(train, order, from);
    }

    int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** The last updates of an epoch may have gone wrong although every loss, computed before its update, was sound. */
    private void requireFiniteParameters() {
        for (DenseParameters each : net.parameters()) {
            float[] weights = each.weightPanels().data();
            float[] bias = each.paddedBias();
            if (!kernels.finite(weights, 0, weights.length) || !kernels.finite(bias, 0, bias.length)) {
                throw new DivergenceException("some weights are no longer finite numbers", state);
            }
        }
    }

    /** Fisher–Yates with a stream of its own for each epoch. */
    void shuffle(int epoch) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        if (!settings.shuffle()) {
            return;
        }
        long key = SplitMix.hash(SplitMix.hash(SplitMix.hash(settings.seed()) + SHUFFLE_STREAM) + epoch);
        SplittableRandom random = new SplittableRandom(key);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
