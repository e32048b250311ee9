package dev.lanewise.bench.report;

import dev.lanewise.bench.Net;
import dev.lanewise.bench.gemm.Shape;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What one operation of a benchmark has to compute, from its name and parameters. */
final class Work {
    private Work() {}

    /** Floating-point operations of its matrix products, where that is what it is about. */
    static OptionalDouble flops(JmhResult result) {
        return switch (result.benchmark()) {
            case "GemmBenchmark.multiply" ->
                OptionalDouble.of(Shape.parse(result.param("shape")).flops());
            case "StepBenchmark.step" ->
                OptionalDouble.of(
                        samples(result) * Net.parse(result.param("net")).trainingFlops());
            default -> OptionalDouble.empty();
        };
    }

    /** Samples that it takes in; 0 where that means nothing. */
    static double samples(JmhResult result) {
        return result.benchmark().equals("StepBenchmark.step") ? Integer.parseInt(result.param("batch")) : 0;
    }

    /** Flops over time, for each iteration, in GFLOP/s. */
    static double[] gflops(JmhResult result, double flops) {
        double[] seconds = result.seconds();
        return IntStream.range(0, seconds.length)
                .mapToDouble(i -> flops / seconds[i] * 1e-9)
                .toArray();
    }

    /** Percent of the peak measured around it, for each iteration. */
    static double[] percentOfPeak(JmhResult result, double flops) {
        double[] rates = gflops(result, flops);
        return IntStream.range(0, rates.length)
                .mapToDouble(i -> 100 * rates[i] / result.peaks()[i])
                .toArray();
    }
}
