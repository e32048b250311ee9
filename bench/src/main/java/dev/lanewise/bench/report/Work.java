package dev.lanewise.bench.report;

import dev.lanewise.bench.Net;
import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.jmh.EpochBenchmark;
import dev.lanewise.bench.jmh.EvaluationBenchmark;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What one operation of a benchmark has to compute, from its name and parameters.
 *
 * @param flops floating-point operations of its matrix products; 0 where they are not what it is about
 * @param samples that it takes in; 0 where that means nothing
 */
record Work(double flops, double samples) {
    static Work of(JmhResult result) {
        return switch (result.benchmark()) {
            case "GemmBenchmark.multiply" ->
                new Work(Shape.parse(result.param("shape")).flops(), 0);
            case "StepBenchmark.step" -> training(result, Integer.parseInt(result.param("batch")));
            case "EpochBenchmark.epoch" -> training(result, EpochBenchmark.IMAGES);
            case "EvaluationBenchmark.evaluate" ->
                new Work(
                        EvaluationBenchmark.IMAGES
                                * Net.parse(result.param("net")).inferenceFlops(),
                        EvaluationBenchmark.IMAGES);
            default -> new Work(0, 0);
        };
    }

    private static Work training(JmhResult result, double samples) {
        return new Work(samples * Net.parse(result.param("net")).trainingFlops(), samples);
    }

    /** In GFLOP/s, for each iteration. */
    double[] gflops(JmhResult result) {
        return Arrays.stream(result.seconds()).map(each -> flops / each * 1e-9).toArray();
    }

    /** Percent of the peak measured around it, for each iteration. */
    double[] percentOfPeak(JmhResult result) {
        double[] rates = gflops(result);
        return IntStream.range(0, rates.length)
                .mapToDouble(i -> 100 * rates[i] / result.peaks()[i])
                .toArray();
    }
}
