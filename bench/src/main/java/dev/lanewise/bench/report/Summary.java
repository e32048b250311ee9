package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Says in one table what the results of a run mean. */
public final class Summary {
    private Summary() {}

    /** A table for the terminal; empty if there are no results. */
    public static String of(List<JmhResult> results) {
        if (results.isEmpty()) {
            return "";
        }
        TextTable table =
                new TextTable("benchmark", "parameters", "µs", "GFLOP/s", "% of FMA peak", "samples/s", "B/op");
        for (JmhResult each : results) {
            if (each.unit().endsWith("/op")) {
                table.row(row(each));
            }
        }
        return "\n" + table;
    }

    private static String[] row(JmhResult result) {
        List<String> cells = new ArrayList<>();
        cells.add(result.benchmark());
        cells.add(result.params().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" ")));
        Estimate seconds = Estimate.of(result.seconds());
        cells.add(new Estimate(seconds.mean() * 1e6, seconds.margin() * 1e6).text(1));
        OptionalDouble flops = Work.flops(result);
        if (flops.isPresent()) {
            cells.add(Estimate.of(Work.gflops(result, flops.getAsDouble())).text(1));
            cells.add(
                    result.hasPeaks()
                            ? Estimate.of(Work.percentOfPeak(result, flops.getAsDouble()))
                                    .text(1)
                            : "");
        } else {
            cells.addAll(List.of("", ""));
        }
        double samples = Work.samples(result);
        cells.add(samples == 0 ? "" : String.format(Locale.ROOT, "%,.0f", samples / seconds.mean()));
        cells.add(Double.isNaN(result.allocated()) ? "" : String.format(Locale.ROOT, "%.1f", result.allocated()));
        return cells.toArray(String[]::new);
    }
}
