package dev.lanewise.bench.report;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean and how far off it may be.
 *
 * @param mean of the samples
 * @param margin half the width of the 95% confidence interval by Student's distribution; NaN for a single sample
 */
public record Estimate(double mean, double margin) {
    private static final double UPPER = 0.975;

    /** Of samples that are taken as independent. */
    public static Estimate of(double[] samples) {
        double mean = Arrays.stream(samples).average().orElse(Double.NaN);
        int n = samples.length;
        if (n < 2) {
            return new Estimate(mean, Double.NaN);
        }
        double squares =
                Arrays.stream(samples).map(x -> (x - mean) * (x - mean)).sum();
        double error = Math.sqrt(squares / (n - 1) / n);
        return new Estimate(mean, error * new TDistribution(n - 1).inverseCumulativeProbability(UPPER));
    }

    /** With this many decimals, {@code 12.3 ± 0.4}. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        String text = String.format(Locale.ROOT, number, mean);
        return Double.isNaN(margin) ? text : text + " ± " + String.format(Locale.ROOT, number, margin);
    }
}
