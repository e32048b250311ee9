package dev.lanewise.cli.result;

import dev.lanewise.data.Samples;
import dev.lanewise.train.NoisyInference;

/**
 * What a network says of samples in several passes with the noise of its training.
 *
 * @param passes how many
 * @param first the probabilities of the first pass, row-major [samples][classes]
 * @param mean of the probabilities over the passes
 * @param spread their standard deviation over the passes
 */
public record NoisyPrediction(int passes, float[] first, float[] mean, float[] spread) {
    /** Predicts so many times, at least twice. */
    public static NoisyPrediction of(NoisyInference noisy, Samples samples, int passes) {
        float[] first = noisy.probabilities(samples, 0);
        double[] sum = new double[first.length];
        double[] squares = new double[first.length];
        for (int pass = 0; pass < passes; pass++) {
            float[] each = pass == 0 ? first : noisy.probabilities(samples, pass);
            for (int i = 0; i < sum.length; i++) {
                double off = each[i] - first[i]; // differences, as squares of large numbers would lose what is small
                sum[i] += off;
                squares[i] += off * off;
            }
        }
        float[] mean = new float[sum.length];
        float[] spread = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (first[i] + sum[i] / passes);
            spread[i] = (float) Math.sqrt(Math.max(0, squares[i] - sum[i] * sum[i] / passes) / (passes - 1));
        }
        return new NoisyPrediction(passes, first, mean, spread);
    }
}
