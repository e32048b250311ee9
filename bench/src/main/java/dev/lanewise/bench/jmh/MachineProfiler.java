package dev.lanewise.bench.jmh;

import dev.lanewise.bench.machine.FmaPeak;
import dev.lanewise.bench.machine.Threads;
import dev.lanewise.bench.machine.Watch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Measures the FMA peak around each iteration, in the same JVM and on as many threads, and notices who else used the machine. */
public final class MachineProfiler implements InternalProfiler {
    /** The best peak around an iteration, GFLOP/s. */
    public static final String PEAK = "peak";

    /** 1 if something else used the machine during the iteration, else 0. */
    public static final String DISTURBED = "disturbed";

    private boolean warm;
    private double before;
    private Watch watch;

    @Override
    public String getDescription() {
        return "Measures the peak of fused multiply-adds around each iteration, and whether it was disturbed";
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
        before = FmaPeak.best(threads(params)).gflops();
        Observed.take();
        watch = Watch.start();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams params, IterationParams iteration, IterationResult result) {
        List<ScalarResult> out = new ArrayList<>();
        out.add(new ScalarResult(DISTURBED, watch.disturbed() ? 1 : 0, "", AggregationPolicy.AVG));
        double peak = Math.max(before, FmaPeak.best(threads(params)).gflops());
        out.add(new ScalarResult(PEAK, peak, "GFLOP/s", AggregationPolicy.MAX));
        Observed.take().forEach((metric, value) -> out.add(new ScalarResult(metric, value, "", AggregationPolicy.MAX)));
        return out;
    }
}
