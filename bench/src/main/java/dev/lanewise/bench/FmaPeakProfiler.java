package dev.lanewise.bench;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures the FMA peak right before and right after each iteration, in the same JVM and on as many threads, so that "percent
 * of peak" compares what was measured within the same second: clocks of shared machines drift.
 */
public final class FmaPeakProfiler implements InternalProfiler {
    /** The name of the secondary result. */
    public static final String METRIC = "fma.peak";

    private static final int MILLIS = 25;

    private boolean warm;
    private double before;

    @Override
    public String getDescription() {
        return "Measures the peak of fused multiply-adds around each iteration";
    }

    private static int threads(BenchmarkParams params) {
        String asked = params.getParamsKeys().contains("threads") ? params.getParam("threads") : "1";
        return Threads.parse(asked);
    }

    @Override
    public void beforeIteration(BenchmarkParams params, IterationParams iteration) {
        if (!warm) {
            FmaPeak.warmUp();
            warm = true;
        }
        before = FmaPeak.measure(threads(params), MILLIS);
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams params, IterationParams iteration, IterationResult result) {
        double mean = (before + FmaPeak.measure(threads(params), MILLIS)) / 2;
        return List.of(new ScalarResult(METRIC, mean, "GFLOP/s", AggregationPolicy.AVG));
    }
}
