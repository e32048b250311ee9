package dev.lanewise.cli.compare;

import dev.lanewise.cli.CliException;
import dev.lanewise.cli.ExitCode;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunListener;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.TrainingSession;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.train.DivergenceException;
import dev.lanewise.train.NamedRegularizer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Trains independent runs. As many as there are processors go side by side, each on its share of the threads: that is faster
 * than one after the other on all threads, since nobody waits at barriers, and gives the same bits.
 */
final class Comparison {
    private static final int POLL_MILLIS = 200;

    private final RunData data;
    private final Kernels kernels;
    private final CompareView view;
    private final BooleanSupplier stop;
    private final AtomicInteger epochsDone = new AtomicInteger();
    private volatile boolean over;

    /** One run to do. */
    record Job(Arm arm, RunConfig config, List<NamedRegularizer> regularizers) {}

    /**
     * A comparison on this data.
     *
     * @param stop asked at every step whether to give up
     */
    Comparison(RunData data, Kernels kernels, CompareView view, BooleanSupplier stop) {
        this.data = data;
        this.kernels = kernels;
        this.view = view;
        this.stop = stop;
    }

    /**
     * Does all the jobs.
     *
     * @return their results, in the same order
     */
    List<RunResult> run(List<Job> jobs) {
        int processors = Runtime.getRuntime().availableProcessors();
        int atOnce = atOnce(jobs, processors);
        int epochs = jobs.stream().mapToInt(job -> job.config().epochs()).sum();
        try (ExecutorService pool = Executors.newFixedThreadPool(atOnce)) {
            CompletionService<RunResult> done = new ExecutorCompletionService<>(pool);
            List<Future<RunResult>> futures = jobs.stream()
                    .map(job -> done.submit(() -> train(job, Math.max(1, processors / atOnce))))
                    .toList();
            try {
                for (int finished = 0; finished < jobs.size(); ) {
                    Future<RunResult> next = done.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    view.progress(epochsDone.get(), epochs);
                    if (next != null) {
                        finished++;
                        view.finished(jobs.get(futures.indexOf(next)), next.get());
                    }
                }
                return futures.stream().map(Future::resultNow).toList();
            } finally {
                over = true;
                pool.shutdownNow();
            }
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while runs were training", e);
        }
    }

    private static int atOnce(List<Job> jobs, int processors) {
        int threads = Math.max(1, jobs.getFirst().config().threads());
        return Math.clamp(processors / threads, 1, jobs.size());
    }

    private RunResult train(Job job, int share) {
        int threads = job.config().threads() == 0 ? share : job.config().threads();
        try {
            return new TrainingSession(job.config(), data, kernels, job.regularizers(), List.of())
                    .run(counter(), trainer -> trainer.threads(threads));
        } catch (DivergenceException e) {
            throw new CliException(
                    ExitCode.DIVERGED,
                    "arm '" + job.arm().label() + "', seed " + job.config().seed() + ": " + e.getMessage(),
                    e);
        }
    }

    private RunListener counter() {
        return new RunListener() {
            @Override
            public void step(int epoch, int step, int stepsPerEpoch) {
                if (over || stop.getAsBoolean()) {
                    throw new CancellationException("no longer wanted");
                }
            }

            @Override
            public void epoch(Epoch epoch) {
                epochsDone.incrementAndGet();
            }
        };
    }

    private static RuntimeException unchecked(Throwable cause) {
        return switch (cause) {
            case CancellationException e -> new CliException(ExitCode.INTERRUPTED, "stopped; nothing is kept", e);
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }
}
