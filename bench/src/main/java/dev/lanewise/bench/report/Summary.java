package dev.lanewise.bench.report;

import dev.lanewise.bench.jmh.JmhResult;
import dev.lanewise.bench.machine.Machine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Says in one table what the results of a run of JMH mean. */
public final class Summary {
    private Summary() {}

    /**
     * For the terminal, in no more than 120 columns; empty if there are no results.
     *
     * @throws IOException if the machine cannot be asked what it is
     */
    public static String of(List<JmhResult> results) throws IOException {
        if (results.isEmpty()) {
            return "";
        }
        return Figures.header(Machine.here()) + Roof.ofJmh(results) + "\n\n" + table(results) + "\n"
                + Figures.wrapped(DuelReport.LEGEND + "\n" + conclusion(results));
    }

    static TextTable table(List<JmhResult> results) {
        Roof roof = Roof.ofJmh(results);
        TextTable table =
                new TextTable("benchmark", "parameters", "µs", "GFLOP/s", "% peak", "% work", "samples/s", "B/op");
        for (JmhResult each : results) {
            if (each.unit().endsWith("/op")) {
                table.row(row(each, roof));
            }
        }
        return table;
    }

    private static String[] row(JmhResult result, Roof roof) {
        Work work = Work.of(result);
        boolean products = work.flops() > 0;
        double percent = products ? roof.percent(result) : Double.NaN;
        return new String[] {
            result.benchmark().replace("Benchmark.", "."),
            String.join(" ", result.params().values()),
            Figures.spread(result.seconds(), 1e6, 1) + (result.disturbed() ? Figures.DISTURBED : ""),
            products ? Figures.number(work.gflops(result), 1) : "",
            Figures.number(percent, 1),
            Figures.number(percent * result.terms(), 1),
            work.samples() == 0
                    ? ""
                    : Figures.number(work.samples() / result.seconds().median(), 0),
            Figures.number(result.allocated(), 0)
        };
    }

    private static String conclusion(List<JmhResult> results) {
        StringBuilder out = new StringBuilder("Conclusion: ");
        Roof roof = Roof.ofJmh(results);
        List<Double> products = results.stream()
                .filter(each -> each.benchmark().equals(Work.PRODUCT))
                .filter(each -> each.param("system").equals("lanewise"))
                .map(roof::percent)
                .sorted()
                .toList();
        if (!products.isEmpty()) {
            out.append(String.format(
                    Locale.ROOT,
                    "products reach %.0f to %.0f %% of what multiply-adds alone can do. ",
                    products.getFirst(),
                    products.getLast()));
        }
        long allocating = results.stream().filter(each -> each.allocated() > 0).count();
        if (allocating > 0) {
            out.append("In ").append(allocating).append(" of ").append(results.size());
            out.append(" rows steps allocated, so their code was not all compiled yet. ");
        }
        long disturbed = results.stream().filter(JmhResult::disturbed).count();
        out.append(
                disturbed == 0
                        ? "Nothing else used the machine while this was measured."
                        : Figures.DISTURBED + " In " + disturbed + " of " + results.size()
                                + " rows something else used the machine: run again when it is idle.");
        return out.toString();
    }
}
