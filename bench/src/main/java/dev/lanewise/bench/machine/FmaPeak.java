package dev.lanewise.bench.machine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The most single-precision fused multiply-adds that this machine can do in a second, found by doing nothing else. What counts is
 * the best slice of time: whatever else happens can only make one slower.
 */
public final class FmaPeak {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SLICES = 3;
    private static final long SLICE_NANOS = 10_000_000;

    /** Slices in a row without a better one until the compiler is taken to be done, and the most that are tried. */
    private static final int SETTLED = 15;

    private static final int MOST_WARM_UP = 300;
    private static final double BETTER = 1.02;

    /** Found by warming up; machines with 16 registers may prefer fewer chains. */
    private static volatile FmaChains fastest = FmaChains.MANY;

    /** Keeps the compiler from leaving the work out. */
    private static volatile float sink;

    private FmaPeak() {}

    /**
     * A stretch of nothing but fused multiply-adds.
     *
     * @param gflops of all threads together
     * @param running the share of the time in which the threads had a processor each
     */
    public record Slice(double gflops, double running) {}

    /** The best of a few slices, a hundredth of a second each, on so many threads. */
    public static Slice best(int threads) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            return Stream.generate(() -> slice(pool, threads))
                    .limit(SLICES)
                    .max(Comparator.comparingDouble(Slice::gflops))
                    .orElseThrow();
        }
    }

    private static Slice slice(ExecutorService pool, int threads) {
        try {
            List<Future<Slice>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> slice(fastest)));
            }
            double gflops = 0;
            double running = 1;
            for (Future<Slice> each : parts) {
                gflops += each.get().gflops();
                running = Math.min(running, each.get().running());
            }
            return new Slice(gflops, running);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot measure the peak", e);
        }
    }

    /** On the calling thread. */
    private static Slice slice(FmaChains chains) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long now = start;
        long calls = 0;
        while (now - start < SLICE_NANOS) {
            sink = chains.run(0.75f, 1e-3f * calls);
            calls++;
            now = System.nanoTime();
        }
        double nanos = now - start;
        double gflops = calls * chains.flops() / nanos;
        return new Slice(gflops, Math.min(1, (THREADS.getCurrentThreadCpuTime() - cpu) / nanos));
    }

    /** Gets the chains compiled and finds which are faster; a measurement before that means nothing. */
    public static void warmUp() {
        double many = settled(FmaChains.MANY);
        fastest = settled(FmaChains.FEW) > many ? FmaChains.FEW : FmaChains.MANY;
    }

    private static double settled(FmaChains chains) {
        double best = 0;
        int since = 0;
        for (int i = 0; i < MOST_WARM_UP && since < SETTLED; i++) {
            double gflops = slice(chains).gflops();
            since = gflops > BETTER * best ? 0 : since + 1;
            best = Math.max(best, gflops);
        }
        return best;
    }
}
