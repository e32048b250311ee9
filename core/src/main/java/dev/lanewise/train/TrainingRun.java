package dev.lanewise.train;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Loss.Predicts;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.step.TrainingSteps;
import dev.lanewise.train.History.Ending;
import dev.lanewise.train.Settings.Checkpointing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of {@link Trainer#fit}: epochs of steps, evaluations between them. */
final class TrainingRun implements AutoCloseable {
    private static final Evaluation NOTHING = new Evaluation(Double.NaN, Double.NaN, new int[0][0]);

    private final Settings settings;
    private final Sequential net;
    private final Samples train;
    private final Samples validation;
    private final Samples test;
    private final Kernels kernels;
    private final TrainingSteps steps;
    private final Evaluator evaluator;
    private final Optional<BestEpoch> best;
    private final PastEpochs past;
    private final Optional<WeightAverage> average;
    private final Checkpoint checkpoint;
    private Ending ending = Ending.DONE;
    private boolean withinEpoch;

    TrainingRun(Settings settings, Sequential net, Samples train, Samples validation, Samples test) {
        this.settings = settings;
        this.net = net;
        this.train = train;
        this.validation = validation;
        this.test = test;
        check();
        kernels = settings.chosenKernels();
        steps = new TrainingSteps(settings.hyperparameters(), kernels, settings.threads(), net, train);
        evaluator = new Evaluator(kernels, steps.team());
        best = settings.earlyStopping().map(each -> new BestEpoch(each, net));
        average = settings.averaging().map(each -> new WeightAverage(each, net, steps.team()));
        past = new PastEpochs(steps.state(), validation);
        checkpoint = new Checkpoint(settings, net, train, lookedAt(), steps, best, average, past);
    }

    private void check() {
        check("training", train);
        if (validation != null) {
            check("validation", validation);
        }
        if (test != null) {
            check("test", test);
        }
        if (settings.earlyStopping().isPresent() && lookedAt() == null) {
            throw new IllegalArgumentException(
                    "early stopping needs data to look at after each epoch; give a validation set, or a test set");
        }
        settings.checkpoint().ifPresent(Checkpointing::requirePlace);
    }

    private void check(String part, Samples each) {
        String samples = each.samplesName();
        String features = each.featuresName();
        if (each.size() < 1) {
            throw new IllegalArgumentException("there are no " + part + " " + samples);
        }
        if (net.initialised() && net.features() != each.features()) {
            throw new IllegalArgumentException("the network takes " + net.features() + " inputs, but the " + samples
                    + " have " + each.features() + " " + features);
        }
        if (each.features() != train.features()) {
            throw new IllegalArgumentException("training " + samples + " have " + train.features() + " " + features
                    + ", but " + part + " " + samples + " have " + each.features());
        }
        net.loss().check(each, net.classes());
    }

    /** What early stopping looks at. */
    private Samples lookedAt() {
        return validation != null ? validation : test;
    }

    History all() {
        Progress progress = settings.resume().map(checkpoint::restore).orElse(Progress.after(0));
        int first = progress.epochs();
        steps.resumeAt(first, progress.steps());
        settings.listener().started(steps.perEpoch(), first);
        List<EpochResult> results = new ArrayList<>();
        int epochs = settings.hyperparameters().epochs();
        endEarlyIfOver(first); // a checkpoint may be the last of its run
        for (int epoch = first; epoch < epochs && ending == Ending.DONE; epoch++) {
            settings.listener().epochStarted(epoch);
            average.ifPresent(WeightAverage::hide);
            Optional<EpochResult> result = epoch(epoch == first ? progress : Progress.after(epoch));
            if (result.isPresent()) {
                results.add(result.get());
                finish(result.get());
            }
        }
        average.ifPresent(WeightAverage::show); // also of a run that was over before this one began
        best.ifPresent(BestEpoch::restore);
        boolean trained = withinEpoch || !results.isEmpty();
        return new History(results, ending, keptEpoch(first + results.size()), trained ? steps.ways() : List.of());
    }

    private void finish(EpochResult result) {
        settings.listener().epoch(result);
        past.add(result);
        double loss = validation != null ? result.validationLoss() : result.testLoss();
        best.ifPresent(each -> each.see(result.epoch(), loss));
        boolean last = result.epoch() == settings.hyperparameters().epochs();
        endEarlyIfOver(result.epoch());
        if (last || ending == Ending.EARLY || isToEnd() || checkpoint.isDueAfterEpochs(result.epoch())) {
            checkpoint.write(Progress.after(result.epoch()));
        }
    }

    private void endEarlyIfOver(int epochsDone) {
        boolean last = epochsDone == settings.hyperparameters().epochs();
        if (!last && best.isPresent() && best.get().isOver(epochsDone)) {
            ending = Ending.EARLY;
        }
    }

    private int keptEpoch(int done) {
        return best.map(BestEpoch::epoch).orElse(withinEpoch ? 0 : done);
    }

    /** Whether somebody wants training to end; then why. */
    private boolean isToEnd() {
        if (Thread.currentThread().isInterrupted()) {
            ending = Ending.INTERRUPTED;
        } else if (settings.listener().wantsToEnd()) {
            ending = Ending.ON_REQUEST;
        }
        return ending != Ending.DONE;
    }

    /**
     * Does the rest of an epoch.
     *
     * @return empty if it was not done to its end
     */
    private Optional<EpochResult> epoch(Progress before) {
        Sums sums = new Sums(before);
        while (sums.steps < steps.perEpoch()) {
            step(sums);
            if (isToEnd()) {
                withinEpoch = true;
                requireFiniteParameters();
                average.ifPresent(WeightAverage::show);
                checkpoint.write(sums.progress());
                return Optional.empty();
            }
            if (sums.steps < steps.perEpoch() && checkpoint.isDueAfterSteps(steps.state().number + 1)) {
                requireFiniteParameters();
                average.ifPresent(WeightAverage::show);
                checkpoint.write(sums.progress());
                average.ifPresent(WeightAverage::hide);
            }
        }
        requireFiniteParameters();
        average.ifPresent(each -> each.afterEpoch(sums.epochs + 1));
        average.ifPresent(WeightAverage::show);
        return Optional.of(result(sums.progress()));
    }

    private void step(Sums sums) {
        long start = System.nanoTime();
        double sum = steps.next();
        if (!Double.isFinite(sum)) {
            throw new DivergenceException("the loss is no longer a finite number", steps.state());
        }
        average.ifPresent(WeightAverage::afterStep);
        settings.listener().step(sums.epochs, sums.steps, steps.perEpoch(), (float) (sum / steps.state().batchSize));
        sums.steps++;
        sums.loss += sum;
        sums.hits += steps.hits();
        sums.seconds += (System.nanoTime() - start) * 1e-9;
    }

    /** A {@link Progress} as it grows from step to step, none of which allocates anything. */
    private static final class Sums {
        final int epochs;
        int steps;
        double loss;
        int hits;
        double seconds;

        Sums(Progress before) {
            epochs = before.epochs();
            steps = before.steps();
            loss = before.loss();
            hits = before.hits();
            seconds = before.seconds();
        }

        Progress progress() {
            return new Progress(epochs, steps, loss, hits, seconds);
        }
    }

    private EpochResult result(Progress progress) {
        long middle = System.nanoTime();
        Evaluation validated = evaluate("validation", validation);
        Evaluation tested = evaluate("test", test);
        double evaluation = (System.nanoTime() - middle) * 1e-9;
        int n = train.size();
        return new EpochResult(
                progress.epochs() + 1,
                progress.loss() / n,
                net.loss().predicts() == Predicts.VALUES ? Double.NaN : (double) progress.hits() / n,
                tested.loss(),
                tested.accuracy(),
                validated.loss(),
                validated.accuracy(),
                progress.seconds(),
                evaluation,
                n / progress.seconds());
    }

    private Evaluation evaluate(String part, Samples samples) {
        if (samples == null) {
            return NOTHING;
        }
        Evaluation out = evaluator.evaluate(net, samples);
        if (!Double.isFinite(out.loss())) { // weights may be finite, but their sums of products not
            throw new DivergenceException(
                    "the loss on the " + part + " set is no longer a finite number", steps.state());
        }
        return out;
    }

    /** The last updates of an epoch may have gone wrong although every loss, computed before its update, was sound. */
    private void requireFiniteParameters() {
        for (DenseParameters each : net.parameters()) {
            for (float[] values : each.arrays()) {
                if (!kernels.finite(values, 0, values.length)) {
                    throw new DivergenceException("some weights are no longer finite numbers", steps.state());
                }
            }
        }
    }

    @Override
    public void close() {
        steps.close();
    }
}
