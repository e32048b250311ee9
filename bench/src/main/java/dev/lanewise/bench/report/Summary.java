package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in one table what the results of a run mean. */
public final class Summary {
    private Summary() {}

    /** A table for the terminal; empty if there are no results. */
    public static String of(List<JmhResult> results) {
        return results.isEmpty() ? "" : "\n" + table(results);
    }

    static TextTable table(List<JmhResult> results) {
        TextTable table =
                new TextTable("benchmark", "parameters", "µs", "GFLOP/s", "% of FMA peak", "samples/s", "B/op");
        for (JmhResult each : results) {
            if (each.unit().endsWith("/op")) {
                table.row(row(each));
            }
        }
        return table;
    }

    private static String[] row(JmhResult result) {
        List<String> cells = new ArrayList<>();
        cells.add(result.benchmark());
        cells.add(result.params().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" ")));
        Estimate seconds = Estimate.of(result.seconds());
        cells.add(new Estimate(seconds.mean() * 1e6, seconds.margin() * 1e6).text(1));
        Work work = Work.of(result);
        boolean products = work.flops() > 0;
        cells.add(products ? Estimate.of(work.gflops(result)).text(1) : "");
        cells.add(
                products && result.hasPeaks()
                        ? Estimate.of(work.percentOfPeak(result)).text(1)
                        : "");
        cells.add(work.samples() == 0 ? "" : String.format(Locale.ROOT, "%,.0f", work.samples() / seconds.mean()));
        cells.add(Double.isNaN(result.allocated()) ? "" : String.format(Locale.ROOT, "%.1f", result.allocated()));
        return cells.toArray(String[]::new);
    }
}
