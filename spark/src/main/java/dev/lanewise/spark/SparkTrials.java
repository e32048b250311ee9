package dev.lanewise.spark;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.run.SideBySide;
import dev.lanewise.cli.sweep.SweepFolder;
import dev.lanewise.cli.sweep.Trial;
import dev.lanewise.cli.sweep.TrialExecutor;
import dev.lanewise.cli.sweep.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Does trials on the executors of Spark. Each is a job of one task: what is finished is kept at once, whatever becomes of the
 * others.
 */
final class SparkTrials implements TrialExecutor {
    /** Jobs that wait for a core, so that executors that join later have something to do. */
    private static final int QUEUED = 256;

    private final JavaSparkContext spark;
    private final TrialTask task;
    private final SweepFolder folder;
    private final OptionalInt parallel;
    private final BooleanSupplier stop;
    private final Consumer<String> warnings;
    private final Runnable kept;
    private final String group = "lanewise-" + UUID.randomUUID();
    private final Set<String> warned = new HashSet<>();
    private final Map<String, Integer> epochs = new HashMap<>();
    private RuntimeException failure;
    private boolean cancelled;

    /**
     * On the executors of a context.
     *
     * @param folder of the driver, where the files of runs go
     * @param warnings told of each host that is slow, once
     * @param kept called when the files of a run are there
     */
    SparkTrials(
            JavaSparkContext spark,
            TrialTask task,
            SweepFolder folder,
            OptionalInt parallel,
            BooleanSupplier stop,
            Consumer<String> warnings,
            Runnable kept) {
        this.spark = spark;
        this.task = task;
        this.folder = folder;
        this.parallel = parallel;
        this.stop = stop;
        this.warnings = warnings;
        this.kept = kept;
    }

    @Override
    public int atOnce() {
        int cores = spark.getConf().getInt("spark.task.cpus", 1);
        return parallel.orElse(Math.max(1, spark.defaultParallelism() / cores));
    }

    @Override
    public boolean run(List<Trial> trials, Listener listener) {
        List<Trial> left = new ArrayList<>();
        for (Trial each : trials) {
            Optional<TrialResult> earlier = folder.result(each);
            earlier.ifPresentOrElse(result -> listener.done(each, result), () -> left.add(each));
        }
        if (left.isEmpty()) {
            return true;
        }
        List<Callable<TrialOutcome>> jobs = left.stream()
                .<Callable<TrialOutcome>>map(each -> () -> job(each))
                .toList();
        int most = Math.min(parallel.orElse(QUEUED), left.size());
        List<Future<TrialOutcome>> done = SideBySide.run(jobs, most, new SideBySide.Watcher<TrialOutcome>() {
            @Override
            public void progress() {
                listener.progress();
                cancelIfStopped();
            }

            @Override
            public void ended(int run, Future<TrialOutcome> outcome) {
                SparkTrials.this.ended(left.get(run), outcome, listener);
            }
        });
        if (failure != null) {
            throw failure;
        }
        return done.stream().allMatch(run -> run.state() == Future.State.SUCCESS);
    }

    private TrialOutcome job(Trial trial) throws IOException {
        if (isToStop()) {
            throw new CancellationException("the sweep was told to stop");
        }
        Broadcast<TreeMap<String, byte[]>> files =
                spark.broadcast(FileBytes.read(folder.run(trial).path()));
        try {
            spark.setJobGroup(group, "Lanewise: " + trial.label());
            return spark.parallelize(List.of(TrialOrder.of(trial, files)), 1)
                    .map(task)
                    .first();
        } finally {
            if (!isToStop()) { // then Spark may be gone
                files.destroy();
            }
        }
    }

    private synchronized boolean isToStop() {
        return failure != null || stop.getAsBoolean();
    }

    private void cancelIfStopped() {
        if (!cancelled && isToStop()) {
            cancelled = true;
            spark.cancelJobGroup(group);
        }
    }

    private void ended(Trial trial, Future<TrialOutcome> job, Listener listener) {
        if (job.state() == Future.State.SUCCESS) {
            keep(trial, job.resultNow(), listener);
        } else if (!isToStop()) {
            fail(SparkFailure.of(trial, job.exceptionNow()));
        }
    }

    private synchronized void fail(CliException why) {
        failure = why;
    }

    private void keep(Trial trial, TrialOutcome outcome, Listener listener) {
        try {
            FileBytes.replace(outcome.files(), folder.run(trial).path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kept.run();
        if (!outcome.slow().isEmpty() && warned.add(outcome.host())) {
            warnings.accept("the executor on " + outcome.host() + " runs the slow reference kernels; " + outcome.slow()
                    + "; see spark.executor.extraJavaOptions in docs/sweeps.md");
        }
        int before = epochs.getOrDefault(trial.name(), 0);
        for (int i = before; i < trial.epochs(); i++) {
            listener.epoch(trial);
        }
        epochs.put(trial.name(), trial.epochs());
        listener.done(trial, outcome.result());
    }
}
