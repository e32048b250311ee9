package dev.lanewise.cli.compare;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunListener;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.SideBySide;
import dev.lanewise.cli.run.TrainingSession;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.train.DivergenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Trains the runs of a comparison side by side. */
public final class Comparison {
    private final RunData data;
    private final Kernels kernels;
    private final CompareView view;
    private final BooleanSupplier stop;
    private final AtomicInteger epochsDone = new AtomicInteger();
    private volatile boolean over;
    private CliException unseen; // of the thread that waits

    /** One run to do. */
    public record Job(Arm arm, RunConfig config, List<NamedRegularizer> regularizers) {
        /** What users know it by. */
        public String name() {
            return arm.label() + ", seed " + config.seed();
        }
    }

    /** A run that is done. */
    public record Done(Job job, RunResult result) {}

    /**
     * A run that is not.
     *
     * @param why in a few words
     * @param failure null if it was stopped
     */
    public record Missing(Job job, String why, Throwable failure) {}

    /**
     * What became of the jobs, each list in their order.
     *
     * @param unseen why they could not be shown any more; null if they could
     */
    public record Results(List<Done> done, List<Missing> missing, CliException unseen) {
        /**
         * Makes sure that all could be shown.
         *
         * @throws CliException if not
         */
        public void requireSeen() {
            if (unseen != null) {
                throw unseen;
            }
        }

        /** What is done of an arm. */
        public List<Done> of(Arm arm) {
            return done.stream().filter(each -> each.job().arm().equals(arm)).toList();
        }
    }

    /**
     * A comparison on this data.
     *
     * @param stop asked at every step whether to give up
     */
    public Comparison(RunData data, Kernels kernels, CompareView view, BooleanSupplier stop) {
        this.data = data;
        this.kernels = kernels;
        this.view = view;
        this.stop = stop;
    }

    /**
     * Does all the jobs. One that fails leaves the others alone; when the comparison is stopped, or its results cannot be shown any
     * more, what is done by then is returned.
     */
    public Results run(List<Job> jobs) {
        int atOnce = SideBySide.atOnce(jobs.size(), jobs.getFirst().config().threads());
        List<Callable<RunResult>> runs = jobs.stream()
                .<Callable<RunResult>>map(job -> () -> train(job, atOnce))
                .toList();
        try {
            List<Future<RunResult>> ended = SideBySide.run(runs, atOnce, watcher(jobs));
            return results(jobs, ended, unseen);
        } finally {
            over = true; // all have ended, or end with their next step
        }
    }

    private SideBySide.Watcher<RunResult> watcher(List<Job> jobs) {
        int epochs = jobs.stream().mapToInt(job -> job.config().epochs()).sum();
        return new SideBySide.Watcher<>() {
            @Override
            public void progress() {
                view.progress(epochsDone.get(), epochs);
            }

            @Override
            public void ended(int run, Future<RunResult> outcome) {
                try {
                    if (unseen == null) {
                        show(jobs.get(run), outcome);
                    }
                } catch (CliException e) {
                    unseen = e; // whoever reads the output has gone; what is trained is to be kept all the same
                    over = true;
                }
            }
        };
    }

    private void show(Job job, Future<RunResult> outcome) {
        if (outcome.state() == Future.State.SUCCESS) {
            view.finished(job, outcome.resultNow());
        } else if (!(outcome.exceptionNow() instanceof CancellationException)) {
            view.failed(missing(job, outcome.exceptionNow()));
        }
    }

    private static Results results(List<Job> jobs, List<Future<RunResult>> futures, CliException unseen) {
        List<Done> done = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            Future<RunResult> future = futures.get(i);
            if (future.state() == Future.State.SUCCESS) {
                done.add(new Done(jobs.get(i), future.resultNow()));
            } else {
                missing.add(missing(jobs.get(i), future.exceptionNow()));
            }
        }
        return new Results(done, missing, unseen);
    }

    private static Missing missing(Job job, Throwable cause) {
        return switch (cause) {
            case CancellationException e -> new Missing(job, "stopped before it was done", null);
            case DivergenceException e -> new Missing(job, e.outcome(), e);
            default -> new Missing(job, "failed: " + cause.getMessage(), cause);
        };
    }

    private RunResult train(Job job, int atOnce) {
        stopIfUnwanted();
        int threads = SideBySide.threadsOfEach(atOnce, job.config().threads());
        return new TrainingSession(job.config(), data, kernels, job.regularizers(), List.of())
                .run(counter(), trainer -> trainer.threads(threads));
    }

    private void stopIfUnwanted() {
        if (over || stop.getAsBoolean()) {
            throw new CancellationException("no longer wanted");
        }
    }

    private RunListener counter() {
        return new RunListener() {
            @Override
            public boolean wantsTrainSample() {
                return true;
            }

            @Override
            public void step(int epoch, int step, int stepsPerEpoch) {
                stopIfUnwanted();
            }

            @Override
            public void epoch(Epoch epoch) {
                epochsDone.incrementAndGet();
            }
        };
    }
}
