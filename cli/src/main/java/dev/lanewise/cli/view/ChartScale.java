package dev.lanewise.cli.view;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The values that an axis of a chart reaches over.
 *
 * @param low the value at its lower end
 * @param high the value at its upper end, above {@code low}
 * @param logarithmic whether equal lengths stand for equal factors
 * @param withoutFirst whether the first epoch lies outside, as it would leave the others less than half of the axis
 */
public record ChartScale(double low, double high, boolean logarithmic, boolean withoutFirst) {
    /** A factor that a linear axis would draw as a line at its bottom. */
    private static final double WIDE = 10;

    /** With fewer epochs there is no crowd to make room for. */
    private static final int CROWD = 4;

    /**
     * For lines over epochs; what is not finite is left out.
     *
     * @param share whether the values are shares, which are drawn on a linear axis, around a middle if all are alike
     */
    public static ChartScale of(List<double[]> lines, boolean share) {
        double[] all = values(lines, 0);
        double[] rest = values(lines, 1);
        boolean withoutFirst =
                lines.stream().mapToInt(line -> line.length).max().orElse(0) >= CROWD && extent(rest) < extent(all) / 2;
        double[] shown = withoutFirst ? rest : all;
        double low = Arrays.stream(shown).min().orElse(0);
        double high = Arrays.stream(shown).max().orElse(0);
        double margin = high > low ? 0 : share ? 0.005 : Math.max(1e-3, Math.abs(high) / 100);
        return new ChartScale(low - margin, high + margin, !share && isWide(shown), withoutFirst);
    }

    /** Whether values are so far apart that they want a logarithmic axis: all positive, the greatest ten times the least. */
    public static boolean isWide(double[] values) {
        double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
        return low > 0 && Arrays.stream(values).filter(Double::isFinite).max().orElse(0) >= WIDE * low;
    }

    private static double[] values(List<double[]> lines, int from) {
        return lines.stream()
                .flatMapToDouble(
                        line -> line.length > from ? Arrays.stream(line, from, line.length) : DoubleStream.empty())
                .filter(Double::isFinite)
                .toArray();
    }

    private static double extent(double[] values) {
        return Arrays.stream(values).max().orElse(0)
                - Arrays.stream(values).min().orElse(0);
    }

    /** Where a value is: 0 at the lower end, 1 at the upper. */
    public double position(double value) {
        return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** The value at a position. */
    public double at(double position) {
        return logarithmic ? low * Math.pow(high / low, position) : low + position * (high - low);
    }

    /** Whether it can be drawn. */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }
}
