package dev.lanewise.bench.report;

import dev.lanewise.bench.jmh.JmhResult;
import dev.lanewise.testkit.MedianInterval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares two runs of JMH, benchmark by benchmark. */
public final class Regression {
    private static final String REMEDY = "make one with -rf json -rff FILE";

    private final double threshold;
    private final TextTable table = new TextTable("benchmark", "parameters", "new time / old time", "verdict");
    private int slower;
    private int compared;

    private Regression(double threshold) {
        this.threshold = threshold;
    }

    /**
     * Prints the ratios of all benchmarks that both files have.
     *
     * @param threshold a benchmark has become slower if its ratio is above 1 + threshold and its noise does not explain that
     * @return whether none has become slower
     * @throws IOException if a file cannot be read, or they have nothing in common
     */
    public static boolean print(Path before, Path after, double threshold) throws IOException {
        Regression regression = new Regression(threshold);
        regression.compare(JmhResult.read(before, REMEDY), JmhResult.read(after, REMEDY));
        if (regression.compared == 0) {
            throw new IOException(before + " and " + after + " have no benchmark in common; run the same ones");
        }
        System.out.print(regression.table);
        System.out.printf(
                Locale.ROOT,
                "%d compared, %d slower by more than %.0f%%%n",
                regression.compared,
                regression.slower,
                threshold * 100);
        return regression.slower == 0;
    }

    private void compare(List<JmhResult> before, List<JmhResult> after) {
        Map<String, JmhResult> old = new HashMap<>();
        before.forEach(each -> old.put(key(each), each));
        for (JmhResult each : after) {
            JmhResult same = old.get(key(each));
            if (same != null && each.unit().endsWith("/op")) {
                row(same, each);
            }
        }
    }

    private static String key(JmhResult result) {
        return result.benchmark() + " " + result.params();
    }

    /**
     * Compares seconds, or, where both runs measured the peak, the multiply-adds that would have fitted in. The two intervals give one of
     * the ratio that is rather too wide.
     */
    private void row(JmhResult before, JmhResult after) {
        double clock = Double.isNaN(before.peak() + after.peak()) ? 1 : after.peak() / before.peak();
        MedianInterval old = before.seconds();
        MedianInterval now = after.seconds();
        MedianInterval ratio = new MedianInterval(
                clock * now.median() / old.median(), clock * now.low() / old.high(), clock * now.high() / old.low());
        boolean worse = ratio.median() > 1 + threshold && ratio.low() > 1;
        boolean better = ratio.median() < 1 - threshold && ratio.high() < 1;
        compared++;
        slower += worse ? 1 : 0;
        table.row(
                after.benchmark().replace("Benchmark.", "."),
                String.join(" ", after.params().values()),
                Figures.interval(ratio, 1, 3),
                worse ? "SLOWER" : better ? "faster" : "");
    }
}
