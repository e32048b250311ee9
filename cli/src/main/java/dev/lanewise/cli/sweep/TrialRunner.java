package dev.lanewise.cli.sweep;

import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Failures;
import dev.lanewise.cli.run.ActivationRecord;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.Epoch.LayerVariance;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.cli.run.StrayInterrupt;
import dev.lanewise.cli.runfile.Resumed;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.runfile.RunRecorder;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.train.CheckpointInterval;
import dev.lanewise.train.DivergenceException;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Does trials, each in a folder of its own: what is done there already is not done again, and what was begun goes on. Never touches
 * the test set. Safe for several threads, each with another trial.
 */
public final class TrialRunner {
    /** What a kill may cost a run; an end on request costs nothing. */
    private static final CheckpointInterval CHECKPOINTS = CheckpointInterval.parse("10s");

    private final RunData data;
    private final Kernels kernels;
    private final Regularizers regularizers;
    private final SweepFolder folder;

    /** A runner of trials on this data, which has samples held out, in this folder. */
    public TrialRunner(RunData data, Kernels kernels, Regularizers regularizers, SweepFolder folder) {
        this.data = data;
        this.kernels = kernels;
        this.regularizers = regularizers;
        this.folder = folder;
    }

    /**
     * Does a trial, or what is left of it. One that diverges or whose regularizer fails has that as its result.
     *
     * @param threads to train with
     * @param stop asked after every step whether to end, so that the trial can go on another time
     * @param epoch run after each epoch
     * @throws CancellationException if it was stopped
     * @throws dev.lanewise.model.ModelFileException if it cannot go on from its checkpoint
     * @throws dev.lanewise.cli.base.CliException if its folder cannot be written
     */
    public TrialResult run(Trial trial, int threads, BooleanSupplier stop, Runnable epoch) {
        Optional<TrialResult> earlier = folder.result(trial);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        RunConfig config = trial.config();
        List<NamedRegularizer> made = config.made(regularizers);
        RunFolder kept = folder.run(trial);
        kept.create();
        RunRecorder recorder = new RunRecorder(kept, new RunStart(config, data, kernels, threads, made));
        Course course = new Course(trial, stop, epoch);
        try {
            Sequential net = config.network(data);
            course.activations = ActivationRecord.of(config, net, data, new Evaluator(kernels, threads), kernels, made);
            Trainer trainer = config.trainer(made)
                    .kernels(kernels)
                    .threads(threads)
                    .listener(course)
                    .checkpoint(kept.checkpoint(), CHECKPOINTS, () -> recorder.notes(course.epochs));
            History history = course.resumed(trainer, kept)
                    .fit(net, data.train(), data.validation().orElseThrow(), null);
            if (!stop.getAsBoolean()) {
                StrayInterrupt.blame(history, made);
            }
            return ended(trial, course, history, net, recorder);
        } catch (DivergenceException e) {
            return failed(trial, course, recorder, ExitCode.DIVERGED, e.outcome());
        } catch (RegularizerException | OutOfMemoryError e) {
            String what = e instanceof OutOfMemoryError ? "out of memory: " : "";
            return failed(trial, course, recorder, Failures.exitCode(e), "failed: " + what + e.getMessage());
        } catch (UncheckedIOException e) {
            throw RunFolder.cannotWrite(kept.checkpoint(), e.getCause());
        }
    }

    private TrialResult ended(Trial trial, Course course, History history, Sequential net, RunRecorder recorder) {
        if (course.epochs.size() < trial.epochs() && history.ending() != History.Ending.EARLY) {
            throw new CancellationException("the sweep was told to stop");
        }
        Evaluation best =
                course.epochs.get(history.keptEpoch() - 1).validation().orElseThrow();
        boolean over = trial.isWhole() || history.ending() == History.Ending.EARLY;
        TrialResult result = new TrialResult(
                trial.setting(),
                trial.config().seed(),
                over ? trial.config().epochs() : trial.epochs(),
                best.loss(),
                best.accuracy(),
                ModelFile.weightsSha256(net),
                "",
                ExitCode.OK,
                course.seconds());
        recorder.write(
                over ? SavedRun.FINISHED : RunRecorder.UNFINISHED,
                course.epochs,
                folder.json(trial, result),
                Optional.of(net).filter(each -> over));
        if (over) {
            folder.deleteCheckpoint(trial);
        }
        return result;
    }

    private TrialResult failed(Trial trial, Course course, RunRecorder recorder, ExitCode exitCode, String why) {
        TrialResult result = new TrialResult(
                trial.setting(),
                trial.config().seed(),
                course.epochs.size(),
                Double.NaN,
                Double.NaN,
                "",
                why,
                exitCode,
                course.seconds());
        String status = exitCode == ExitCode.DIVERGED ? SavedRun.DIVERGED : SavedRun.FAILED;
        recorder.write(status, course.epochs, folder.json(trial, result), Optional.empty());
        folder.deleteCheckpoint(trial);
        return result;
    }

    /** How a trial goes. */
    private static final class Course implements TrainingListener {
        private final Trial trial;
        private final BooleanSupplier stop;
        private final Runnable counter;
        private final List<Epoch> epochs = new ArrayList<>();
        private Optional<ActivationRecord> activations = Optional.empty();

        Course(Trial trial, BooleanSupplier stop, Runnable counter) {
            this.trial = trial;
            this.stop = stop;
            this.counter = counter;
        }

        /**
         * Has it go on from its checkpoint, if it has one. One that has come as far as this trial, but not to its last epoch, has
         * the network of the end of this rung no more where there is early stopping, so that it begins anew.
         */
        Trainer resumed(Trainer trainer, RunFolder kept) {
            if (!Files.exists(kept.checkpoint())) {
                return trainer;
            }
            Resumed earlier = Resumed.from(kept.checkpoint());
            if (earlier.epochs().size() >= trial.epochs() && !trial.isWhole()) {
                return trainer;
            }
            epochs.addAll(earlier.epochs());
            return trainer.resume(earlier.checkpoint());
        }

        double seconds() {
            return epochs.stream()
                    .map(Epoch::result)
                    .mapToDouble(each -> each.seconds() + each.evaluationSeconds())
                    .sum();
        }

        @Override
        public void epoch(EpochResult result) {
            long start = System.nanoTime();
            List<LayerVariance> variances =
                    activations.map(each -> each.after(result.epoch())).orElse(List.of());
            epochs.add(new Epoch(
                    result.withEvaluation((System.nanoTime() - start) * 1e-9),
                    Optional.of(new Evaluation(result.validationLoss(), result.validationAccuracy(), new int[0][])),
                    Optional.empty(),
                    variances));
            counter.run();
        }

        @Override
        public boolean wantsToEnd() {
            return stop.getAsBoolean() || !trial.isWhole() && epochs.size() >= trial.epochs();
        }
    }
}
