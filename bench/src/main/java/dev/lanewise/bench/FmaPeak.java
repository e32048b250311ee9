package dev.lanewise.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most single-precision fused multiply-adds that this machine can do in a second, found by doing nothing else: twelve
 * independent chains in registers, enough to hide the latency of two units and few enough for sixteen registers.
 */
public final class FmaPeak {
    private static final VectorSpecies<Float> VECTOR = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private static final int ROUNDS = 20_000;

    /** Floating-point operations of one call of {@link #chains}: a fused multiply-add counts as two. */
    static final long FLOPS = 2L * CHAINS * ROUNDS * VECTOR.length();

    /** Keeps the compiler from leaving the work out. */
    private static volatile float sink;

    private FmaPeak() {}

    /** Runs the chains; {@code factor} is less than one, so that they converge instead of overflowing. */
    static float chains(float factor, float addend) {
        FloatVector x = FloatVector.broadcast(VECTOR, factor);
        FloatVector y = FloatVector.broadcast(VECTOR, addend);
        FloatVector a = y;
        FloatVector b = a.add(1f);
        FloatVector c = a.add(2f);
        FloatVector d = a.add(3f);
        FloatVector e = a.add(4f);
        FloatVector f = a.add(5f);
        FloatVector g = a.add(6f);
        FloatVector h = a.add(7f);
        FloatVector i = a.add(8f);
        FloatVector j = a.add(9f);
        FloatVector k = a.add(10f);
        FloatVector l = a.add(11f);
        for (int round = 0; round < ROUNDS; round++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        FloatVector sum =
                a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k);
        return sum.add(l).reduceLanes(VectorOperators.ADD);
    }

    /** GFLOP/s over about {@code millis} milliseconds on the calling thread. */
    private static double measure(int millis) {
        long start = System.nanoTime();
        long end = start + millis * 1_000_000L;
        long now = start;
        long calls = 0;
        while (now < end) {
            sink = chains(0.75f, calls);
            calls++;
            now = System.nanoTime();
        }
        return (double) calls * FLOPS / (now - start);
    }

    /** GFLOP/s of {@code threads} threads together over about {@code millis} milliseconds. */
    public static double measure(int threads, int millis) {
        if (threads == 1) {
            return measure(millis);
        }
        Callable<Double> task = () -> measure(millis);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            double sum = 0;
            for (Future<Double> each :
                    Stream.generate(() -> pool.submit(task)).limit(threads).toList()) {
                sum += each.get();
            }
            return sum;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot measure the peak", e);
        }
    }

    /** Gets the chains compiled; a measurement before that means nothing. */
    public static void warmUp() {
        measure(400);
    }
}
