package dev.lanewise.cli.sweep;

import dev.lanewise.cli.run.SideBySide;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Does trials on this machine's processors, several at once. */
public final class LocalTrials implements TrialExecutor {
    private final TrialRunner runner;
    private final int atOnce;
    private final BooleanSupplier stop;
    private volatile Throwable failure;

    /**
     * On this machine.
     *
     * @param atOnce how many trials at most
     * @param stop asked at every step whether to stop
     */
    public LocalTrials(TrialRunner runner, int atOnce, BooleanSupplier stop) {
        this.runner = runner;
        this.atOnce = atOnce;
        this.stop = stop;
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public boolean run(List<Trial> trials, Listener listener) {
        int threads = trials.getFirst().config().threads();
        int now = Math.min(atOnce, SideBySide.atOnce(trials.size(), threads));
        int each = SideBySide.threadsOfEach(now, threads);
        List<Callable<TrialResult>> runs = trials.stream()
                .<Callable<TrialResult>>map(trial -> () -> train(trial, each, listener))
                .toList();
        List<Future<TrialResult>> done = SideBySide.run(runs, now, new SideBySide.Watcher<TrialResult>() {
            @Override
            public void progress() {
                orEnd(listener::progress);
            }

            @Override
            public void ended(int run, Future<TrialResult> outcome) {
                if (outcome.state() == Future.State.SUCCESS) {
                    orEnd(() -> listener.done(trials.get(run), outcome.resultNow()));
                } else if (!(outcome.exceptionNow() instanceof CancellationException)) {
                    failure = outcome.exceptionNow();
                }
            }
        });
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
        return done.stream().allMatch(run -> run.state() == Future.State.SUCCESS);
    }

    /** Runs that are interrupted because nobody listens any more were told to stop, and have not failed. */
    private void orEnd(Runnable tell) {
        try {
            tell.run();
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    private TrialResult train(Trial trial, int threads, Listener listener) {
        if (isToStop()) {
            throw new CancellationException("the sweep was told to stop");
        }
        return runner.run(trial, threads, this::isToStop, () -> listener.epoch(trial));
    }

    /** What fails in a way that is no result, such as a full disk, ends the others. */
    private boolean isToStop() {
        return failure != null || stop.getAsBoolean();
    }
}
