package dev.lanewise.bench.report;

import dev.lanewise.bench.machine.Machine;
import dev.lanewise.testkit.MedianInterval;
import java.util.Locale;

/** How numbers are written in tables. */
public final class Figures {
    /** Beside what something else disturbed. */
    static final String DISTURBED = "*";

    private Figures() {}

    /** {@code 2.41 (2.38–2.44)}; a single measurement has no interval. */
    static String interval(MedianInterval of, double scale, int decimals) {
        String median = number(of.median() * scale, decimals);
        return of.low() == of.high()
                ? median
                : median + " (" + number(of.low() * scale, decimals) + "–" + number(of.high() * scale, decimals) + ")";
    }

    /** {@code 2.41 ±1%}, half the width of the interval, for tables with little room. */
    static String spread(MedianInterval of, double scale, int decimals) {
        double percent = 50 * (of.high() - of.low()) / of.median();
        return number(of.median() * scale, decimals) + (percent == 0 ? "" : " ±" + number(percent, 0) + "%");
    }

    /** Sentences in lines of no more than 120 columns. */
    public static String wrapped(String text) {
        return text.strip().replaceAll("(?m)(.{1,120})(?: +|$)\n?", "$1\n");
    }

    /** What a machine is, whose name may be long. */
    public static String header(Machine machine) {
        return wrapped(machine.toString());
    }

    /** Empty where there is no number. */
    static String number(double value, int decimals) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
