package dev.lanewise.cli.session;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunListener;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.cli.run.TrainingSession;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.runfile.RunRecorder;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.cli.view.RunView;
import dev.lanewise.train.CheckpointInterval;
import dev.lanewise.train.DivergenceException;
import dev.lanewise.train.Trainer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** A run that is shown, timed, kept in a folder if there is one, and ended early if the process is told to end. */
public final class RecordedRun implements RunListener {
    /** The status of a run that was told to end. */
    private static final String INTERRUPTED = "interrupted";

    private final Invocation invocation;
    private final TrainingSession session;
    private final RunView view;
    private final OutputFolder output;
    private final Optional<RunFolder> folder;
    private final Optional<RunRecorder> recorder;
    private final Keeping keeping;
    private final long end;
    private boolean worthKeeping;
    private CliException unread; // what became of an epoch's line, if it could not be written

    /**
     * How a run is kept.
     *
     * @param every how often its checkpoint is written
     * @param limit after which time it is to end, and to be kept as it is then
     */
    public record Keeping(CheckpointInterval every, Optional<Duration> limit) {}

    /**
     * A run about to start.
     *
     * @param output where to keep it
     */
    public RecordedRun(
            Invocation invocation,
            TrainingSession session,
            RunStart start,
            RunView view,
            OutputFolder output,
            Keeping keeping) {
        this.keeping = keeping;
        end = System.nanoTime() + keeping.limit.map(Duration::toNanos).orElse(0L);
        this.invocation = invocation;
        this.session = session;
        this.view = view;
        this.output = output;
        this.folder = output.run();
        this.recorder = folder.map(each -> new RunRecorder(each, start));
    }

    /**
     * Runs it.
     *
     * @param resume the checkpoint to go on from, if it does
     * @return what is kept of it, if anything is
     */
    public Optional<SavedRun> run(Optional<Path> resume) {
        worthKeeping = resume.isPresent();
        RunResult result;
        Optional<SavedRun> saved;
        try {
            result = train(resume);
            invocation.timings().enter(Phase.WRITING);
            saved = finish(result);
        } catch (CancellationException e) {
            ExitCode code = timeIsUp() ? ExitCode.TIME_LIMIT : ExitCode.INTERRUPTED;
            throw new CliException(invocation.interruption().requested() ? ExitCode.INTERRUPTED : code, stopped(), e);
        } catch (RuntimeException | Error e) {
            keepAfter(e, resume.isPresent());
            throw checkpointFailure(e);
        }
        if (unread != null) {
            throw unread;
        }
        view.end(result); // what is kept stays what it is, whether anybody reads this or not
        return saved;
    }

    private Optional<SavedRun> finish(RunResult result) {
        return recorder.map(each ->
                each.finish(result, session.products(), invocation.timings().seconds()));
    }

    private Trainer prepared(Trainer trainer, Optional<Path> resume) {
        Trainer resumed = resume.map(trainer::resume).orElse(trainer);
        return folder.map(each -> resumed.checkpoint(
                        each.checkpoint(),
                        keeping.every,
                        () -> recorder.orElseThrow().notes(session.epochs())))
                .orElse(resumed);
    }

    private RunResult train(Optional<Path> resume) {
        try {
            return session.run(this, trainer -> prepared(trainer, resume));
        } catch (CancellationException e) {
            throw unread == null ? e : unread;
        }
    }

    private String stopped() {
        String progress = timeIsUp() ? "stopped, as --time-limit is over" : "stopped";
        if (!keep(INTERRUPTED)) {
            return progress
                    + (folder.isEmpty()
                            ? "; nothing is kept, as there is no --out"
                            : " before its first epoch was done; nothing is kept");
        }
        Path path = folder.orElseThrow().path();
        return progress + "; the run so far is kept, go on with: " + CommandLines.PROGRAM + " train --resume "
                + CommandLines.quoted(path.toString());
    }

    private boolean keep(String status) {
        return recorder.map(each -> each.keep(status)).orElse(false);
    }

    /** The first failure counts: where the folder cannot be written, this fails as well. */
    private void keepAfter(Throwable failure, boolean resumed) {
        try {
            switch (failure) {
                case DivergenceException e -> keepDiverged(resumed);
                case CliException e -> keep(INTERRUPTED); // nobody reads the output any more
                default -> keep(SavedRun.FAILED);
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** A run that diverges in its first epoch leaves no network, but word of it. One that goes on leaves what it began with. */
    private void keepDiverged(boolean resumed) {
        if (!keep(SavedRun.DIVERGED) && !resumed) {
            recorder.ifPresent(each -> each.mark(SavedRun.DIVERGED));
            output.discardEarlier(RunFolder.RUN);
        }
    }

    /** What the trainer says about a checkpoint that cannot be written, in the words of this command line. */
    private RuntimeException checkpointFailure(Throwable failure) {
        if (failure instanceof UncheckedIOException e && folder.isPresent()) {
            return RunFolder.cannotWrite(folder.get().checkpoint(), e.getCause());
        }
        if (failure instanceof RuntimeException e) {
            return e;
        }
        throw (Error) failure;
    }

    @Override
    public boolean wantsTrainSample() {
        return folder.isPresent() || view.wantsTrainSample();
    }

    @Override
    public void started(int stepsPerEpoch, int firstEpoch) {
        view.started(stepsPerEpoch, firstEpoch);
    }

    @Override
    public void epochStarted(int epoch) {
        invocation.timings().enter(Phase.TRAINING);
    }

    @Override
    public void step(int epoch, int step, int stepsPerEpoch) {
        if (invocation.interruption().requested() && !worthKeeping) {
            throw new CancellationException("the process was told to end");
        }
        view.step(epoch, step, stepsPerEpoch);
    }

    /** Before an epoch is done or a checkpoint written, a new run is not worth what it would replace. */
    @Override
    public boolean wantsToEnd() {
        return unread != null || worthKeeping && invocation.interruption().requested() || timeIsUp();
    }

    private boolean timeIsUp() {
        return keeping.limit.isPresent() && System.nanoTime() - end >= 0;
    }

    @Override
    public void checkpointWritten() {
        worthKeeping = true;
        output.discardEarlier(RunFolder.CHECKPOINT);
    }

    @Override
    public void epoch(Epoch epoch) {
        double evaluation = epoch.result().evaluationSeconds();
        invocation.timings().enter(Phase.WRITING);
        invocation.timings().move(Phase.TRAINING, Phase.EVALUATION, evaluation);
        worthKeeping = true;
        try {
            view.epoch(epoch);
        } catch (CliException e) { // thrown from here it would cost what was done since the last checkpoint
            unread = e;
        }
    }

    @Override
    public void trained() {
        invocation.timings().enter(Phase.EVALUATION);
        view.trained();
    }
}
