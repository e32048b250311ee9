package dev.lanewise.cli.sweep;

import dev.lanewise.cli.base.CliException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Numbers from one to another, typed as {@code 0.05..0.5}, to draw from.
 *
 * @param logarithmic whether factors rather than differences are equally likely
 * @param whole whether only whole numbers are drawn
 */
record Range(double low, double high, boolean logarithmic, boolean whole) {
    private static final String NUMBER = "(-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)";

    /** Two numbers and two points; the numbers are groups. */
    static final Pattern TEXT = Pattern.compile(NUMBER + "\\.\\." + NUMBER);

    /** Where the ends are this far apart, what is between them is a matter of magnitude. */
    private static final double MAGNITUDES = 100;

    private static final MathContext DIGITS = new MathContext(3);

    /**
     * What was found in a value.
     *
     * @param rate whether it is of a learning rate
     * @throws CliException if it does not rise
     */
    static Range of(MatchResult found, boolean rate) {
        double low = Double.parseDouble(found.group(1));
        double high = Double.parseDouble(found.group(2));
        if (low >= high || rate && low <= 0) {
            throw CliException.usage("--try: '" + found.group() + "' must be a range from a lower to a higher number,"
                    + " of a rate from one above 0, as in 0.05..0.5");
        }
        boolean logarithmic = rate || low > 0 && high / low >= MAGNITUDES;
        return new Range(low, high, logarithmic, found.group().matches("-?\\d+\\.\\.-?\\d+"));
    }

    /**
     * The number at a place in it, to three digits.
     *
     * @param place from 0 to below 1
     */
    String at(double place) {
        double top = whole ? high + 1 : high;
        double value = logarithmic ? low * StrictMath.pow(top / low, place) : low + place * (top - low);
        BigDecimal rounded =
                whole ? BigDecimal.valueOf((long) StrictMath.floor(value)) : new BigDecimal(value).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
