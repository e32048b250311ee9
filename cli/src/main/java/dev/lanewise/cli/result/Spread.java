package dev.lanewise.cli.result;

import java.util.Locale;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * A figure measured several times.
 *
 * @param mean the mean
 * @param deviation the standard deviation of the sample (n − 1 in the denominator); 0 for a single value
 * @param count how many values
 */
public record Spread(double mean, double deviation, int count) {
    /** The spread of these values. */
    public static Spread of(double... values) {
        return new Spread(
                Mean.of(values).getAsDouble(), StandardDeviation.of(values).getAsDouble(), values.length);
    }

    /** As a percentage, {@code 88.25 ± 0.31}, or {@code 88.25} for a single value. */
    public String percent() {
        return text(100, 2);
    }

    /** As it is, {@code 0.325 ± 0.012}, or {@code 0.325} for a single value. */
    public String plain() {
        return text(1, 3);
    }

    private String text(double scale, int digits) {
        String format = "%." + digits + "f";
        String middle = String.format(Locale.ROOT, format, scale * mean);
        return count < 2 ? middle : middle + " ± " + String.format(Locale.ROOT, format, scale * deviation);
    }
}
