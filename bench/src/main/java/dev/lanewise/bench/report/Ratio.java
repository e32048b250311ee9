package dev.lanewise.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How many times as long one thing takes as another.
 *
 * @param value the geometric mean
 * @param low the lower end of its 95% confidence interval
 * @param high the upper end
 */
public record Ratio(double value, double low, double high) {
    /** Of times measured in turns, paired by round. */
    static Ratio paired(List<Double> longer, List<Double> shorter) {
        Estimate log = Estimate.of(IntStream.range(0, longer.size())
                .mapToDouble(i -> Math.log(longer.get(i) / shorter.get(i)))
                .toArray());
        return ofLogarithm(log.mean(), log.margin());
    }

    /** Of times measured in different runs. */
    static Ratio unpaired(double[] longer, double[] shorter) {
        Estimate above = logarithms(longer);
        Estimate below = logarithms(shorter);
        return ofLogarithm(above.mean() - below.mean(), Math.hypot(above.margin(), below.margin()));
    }

    private static Estimate logarithms(double[] times) {
        return Estimate.of(Arrays.stream(times).map(Math::log).toArray());
    }

    private static Ratio ofLogarithm(double mean, double margin) {
        return new Ratio(Math.exp(mean), Math.exp(mean - margin), Math.exp(mean + margin));
    }

    /** {@code 2.41 (2.38–2.44)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", value, low, high);
    }
}
