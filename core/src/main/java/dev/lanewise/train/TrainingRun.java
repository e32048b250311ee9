package dev.lanewise.train;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Loss.Predicts;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.step.TrainingSteps;
import java.util.ArrayList;
import java.util.List;

/** One call of {@link Trainer#fit}: epochs of steps, evaluations between them. */
final class TrainingRun implements AutoCloseable {
    private final Settings settings;
    private final Sequential net;
    private final Samples train;
    private final Samples test;
    private final Kernels kernels;
    private final TrainingSteps steps;
    private final Evaluator evaluator;

    TrainingRun(Settings settings, Sequential net, Samples train, Samples test) {
        this.settings = settings;
        this.net = net;
        this.train = train;
        this.test = test;
        check();
        kernels = settings.chosenKernels();
        steps = new TrainingSteps(settings.hyperparameters(), kernels, settings.threads(), net, train);
        evaluator = new Evaluator(kernels, steps.team());
    }

    private void check() {
        for (Samples each : test == null ? List.of(train) : List.of(train, test)) {
            String samples = each.samplesName();
            String features = each.featuresName();
            if (each.size() < 1) {
                throw new IllegalArgumentException("there are no " + (each == train ? "training " : "test ") + samples);
            }
            if (net.initialised() && net.features() != each.features()) {
                throw new IllegalArgumentException("the network takes " + net.features() + " inputs, but the " + samples
                        + " have " + each.features() + " " + features);
            }
            if (each.features() != train.features()) {
                throw new IllegalArgumentException("training " + samples + " have " + train.features() + " " + features
                        + ", but test " + samples + " have " + each.features());
            }
            net.loss().check(each, net.classes());
        }
    }

    History all() {
        Checkpoint checkpoint = new Checkpoint(settings, net, train, steps);
        int first = settings.resume().map(checkpoint::restore).orElse(0);
        steps.resumeAt(first);
        settings.listener().started(steps.perEpoch(), first);
        List<EpochResult> results = new ArrayList<>();
        for (int epoch = first; epoch < settings.hyperparameters().epochs(); epoch++) {
            settings.listener().epochStarted(epoch);
            EpochResult result = epoch(epoch);
            results.add(result);
            settings.listener().epoch(result);
            checkpoint.write(epoch + 1);
        }
        return new History(results);
    }

    private EpochResult epoch(int epoch) {
        long start = System.nanoTime();
        double loss = 0;
        int hits = 0;
        for (int s = 0; s < steps.perEpoch(); s++) {
            double sum = steps.next();
            if (!Double.isFinite(sum)) {
                throw new DivergenceException("the loss is no longer a finite number", steps.state());
            }
            loss += sum;
            hits += steps.hits();
            settings.listener().step(epoch, s, steps.perEpoch(), (float) (sum / steps.state().batchSize));
        }
        requireFiniteParameters();
        double seconds = (System.nanoTime() - start) * 1e-9;
        long middle = System.nanoTime();
        Evaluation held = test == null ? null : evaluator.evaluate(net, test);
        double evaluation = (System.nanoTime() - middle) * 1e-9;
        if (held != null && !Double.isFinite(held.loss())) { // weights may be finite, but their sums of products not
            throw new DivergenceException("the loss on the test set is no longer a finite number", steps.state());
        }
        int n = train.size();
        return new EpochResult(
                epoch + 1,
                loss / n,
                net.loss().predicts() == Predicts.VALUES ? Double.NaN : (double) hits / n,
                held == null ? Double.NaN : held.loss(),
                held == null ? Double.NaN : held.accuracy(),
                seconds,
                evaluation,
                n / seconds);
    }

    /** The last updates of an epoch may have gone wrong although every loss, computed before its update, was sound. */
    private void requireFiniteParameters() {
        for (DenseParameters each : net.parameters()) {
            float[] weights = each.weightPanels().data();
            float[] bias = each.paddedBias();
            if (!kernels.finite(weights, 0, weights.length) || !kernels.finite(bias, 0, bias.length)) {
                throw new DivergenceException("some weights are no longer finite numbers", steps.state());
            }
        }
    }

    @Override
    public void close() {
        steps.close();
    }
}
