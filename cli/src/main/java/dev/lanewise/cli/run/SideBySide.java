package dev.lanewise.cli.run;

import dev.lanewise.cli.base.CliException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Independent runs, several at once. As many as there are processors, each on its share of the threads, are faster than one after
 * the other on all threads, since nobody waits at barriers, and give the same bits.
 */
public final class SideBySide {
    private static final int POLL_MILLIS = 200;

    /** More runs than anybody waits for are more likely mistyped than meant. */
    private static final int MOST = 100_000;

    private SideBySide() {}

    /**
     * Makes sure that there are not too many runs.
     *
     * @param each what is run with each seed, in one word
     * @throws CliException if there are
     */
    public static void requireFew(int seeds, String each, int count) {
        if ((long) seeds * count > MOST) {
            throw CliException.usage(String.format(
                    Locale.ROOT,
                    "--seeds: '%d' for each %s makes %,d runs, which are more than %,d; give fewer",
                    seeds,
                    each,
                    (long) seeds * count,
                    MOST));
        }
    }

    /** Told how the runs go, by the thread that waits for them. */
    public interface Watcher<T> {
        /** They go on; called several times a second. */
        void progress();

        /**
         * A run has ended, in whichever way.
         *
         * @param run its index
         */
        void ended(int run, Future<T> outcome);
    }

    /**
     * How many runs to do at once.
     *
     * @param threads of each; 0 for its share
     */
    public static int atOnce(int runs, int threads) {
        return Math.clamp(Runtime.getRuntime().availableProcessors() / Math.max(1, threads), 1, runs);
    }

    /**
     * The threads that each of so many runs at once has.
     *
     * @param threads that are asked for; 0 for its share
     */
    public static int threadsOfEach(int atOnce, int threads) {
        return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / atOnce);
    }

    /** Does all of them. One that fails leaves the others alone. If the watcher throws, runs are interrupted. */
    public static <T> List<Future<T>> run(List<? extends Callable<T>> runs, int atOnce, Watcher<T> watcher) {
        ExecutorService pool = Executors.newFixedThreadPool(atOnce);
        CompletionService<T> done = new ExecutorCompletionService<>(pool);
        List<Future<T>> futures = runs.stream().map(done::submit).toList();
        try {
            for (int ended = 0; ended < futures.size(); ) {
                Future<T> next = done.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                watcher.progress();
                if (next != null) {
                    ended++;
                    watcher.ended(futures.indexOf(next), next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while runs were training", e);
        } finally {
            pool.shutdownNow();
        }
        return futures;
    }
}
