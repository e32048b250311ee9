package dev.lanewise.bench.report;

import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.jmh.EpochBenchmark;
import dev.lanewise.bench.jmh.EvaluationBenchmark;
import dev.lanewise.bench.jmh.JmhResult;
import dev.lanewise.bench.workload.Net;

/**
 * What one operation of a benchmark has to compute, from its name and parameters.
 *
 * @param flops floating-point operations of its matrix products if no term is left out; 0 where they are not what it is about
 * @param samples that it takes in; 0 where that means nothing
 */
record Work(double flops, double samples) {
    /** The benchmark of dense products. */
    static final String PRODUCT = "GemmBenchmark.multiply";

    static Work of(JmhResult result) {
        return switch (result.benchmark()) {
            case PRODUCT -> new Work(Shape.parse(result.param("shape")).flops(), 0);
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

    /** In GFLOP/s, as if no term was left out. */
    double gflops(JmhResult result) {
        return flops / result.seconds().median() * 1e-9;
    }
}
