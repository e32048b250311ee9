package dev.lanewise.testkit;

import java.util.Arrays;

/**
 * The median of a measurement that was repeated, and an interval that holds the true one in 95 of 100 cases whatever the
 * distribution: the interval runs between two of the values, so a few turns that something disturbed do not move it.
 *
 * <p>The number of values below the true median has the binomial distribution of n tosses of a coin, hence how many values may be left out
 * at each end (the interval of the sign test). Fewer than six values cannot give so much; then it runs from the least to the greatest.
 *
 * @param median of the values
 * @param low the lower end
 * @param high the upper end
 */
public record MedianInterval(double median, double low, double high) {
    private static final double TAIL = 0.025;

    /**
     * Of these values, in any order.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static MedianInterval of(double... values) {
        int n = values.length;
        if (n == 0) {
            throw new IllegalArgumentException("no values have no median");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int left = leftOut(n);
        return new MedianInterval((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[left], sorted[n - 1 - left]);
    }

    /** How many of {@code n} values may be left out at each end: the most for which the coin falls so seldom less often in 1 of 40 cases. */
    private static int leftOut(int n) {
        double probability = Math.pow(0.5, n);
        double atMost = probability;
        int count = 0;
        while (atMost <= TAIL) {
            count++;
            probability *= (double) (n - count + 1) / count;
            atMost += probability;
        }
        return Math.max(0, count - 1);
    }
}
