package dev.lanewise.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Compares two runs of JMH, benchmark by benchmark. */
public final class Regression {
    private final double threshold;
    private final TextTable table =
            new TextTable("benchmark", "parameters", "new time / old time", "95% interval", "verdict");
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
        regression.compare(JmhResult.read(before), JmhResult.read(after));
        if (regression.compared == 0) {
            throw new IOException(before + " and " + after + " have no benchmark in common; run the same ones");
        }
        System.out.print(regression.table);
        System.out.printf(
                "%d compared, %d slower by more than %.0f%%%n",
                regression.compared, regression.slower, threshold * 100);
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

    private void row(JmhResult before, JmhResult after) {
        boolean normalise = before.hasPeaks() && after.hasPeaks();
        Ratio ratio = Ratio.unpaired(times(after, normalise), times(before, normalise));
        boolean worse = ratio.value() > 1 + threshold && ratio.low() > 1;
        boolean better = ratio.value() < 1 - threshold && ratio.high() < 1;
        compared++;
        slower += worse ? 1 : 0;
        table.row(
                after.benchmark(),
                after.params().toString(),
                "%.3f".formatted(ratio.value()),
                "%.3f–%.3f".formatted(ratio.low(), ratio.high()),
                worse ? "SLOWER" : better ? "faster" : "");
    }

    /** Seconds, or, where both runs measured the peak around each iteration, the multiply-adds that would have fitted in. */
    private static double[] times(JmhResult result, boolean normalise) {
        double[] seconds = result.seconds();
        return normalise
                ? IntStream.range(0, seconds.length)
                        .mapToDouble(i -> seconds[i] * result.peaks()[i])
                        .toArray()
                : Arrays.copyOf(seconds, seconds.length);
    }
}
