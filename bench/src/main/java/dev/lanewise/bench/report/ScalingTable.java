package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.training.TrainingJob;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** Time of a step along one dimension, with the exponent that fits beside the one that the arithmetic has. */
final class ScalingTable {
    private ScalingTable() {}

    /** The larger half of the dimension, where what is constant no longer counts, gives the exponents. */
    static String markdown(
            String dimension, List<String> jobs, List<Outcome> outcomes, ToDoubleFunction<TrainingJob> size) {
        TextTable table = new TextTable(dimension, "threads", "µs/step", "samples/s", "% of FMA peak");
        List<Outcome> line =
                outcomes.stream().filter(each -> jobs.contains(each.job())).toList();
        for (Outcome each : line) {
            Estimate seconds = Estimate.of(each.secondsOnce());
            table.row(
                    String.format(Locale.ROOT, "%.0f", size.applyAsDouble(each.trainingJob())),
                    Integer.toString(each.threads()),
                    new Estimate(seconds.mean() * 1e6, seconds.margin() * 1e6).text(1),
                    String.format(Locale.ROOT, "%,.0f", each.trainingJob().batch() / seconds.mean()),
                    Estimate.of(PeerTable.percentOfPeak(each)).text(1));
        }
        StringBuilder out = new StringBuilder(table.markdown()).append('\n');
        line.stream().mapToInt(Outcome::threads).distinct().forEach(threads -> {
            List<Outcome> same =
                    line.stream().filter(each -> each.threads() == threads).toList();
            out.append(exponents(dimension, threads, same.subList(same.size() / 2, same.size()), size));
        });
        return out.toString();
    }

    private static String exponents(
            String dimension, int threads, List<Outcome> line, ToDoubleFunction<TrainingJob> size) {
        SimpleRegression time = new SimpleRegression();
        SimpleRegression arithmetic = new SimpleRegression();
        for (Outcome each : line) {
            double x = Math.log(size.applyAsDouble(each.trainingJob()));
            time.addData(x, Math.log(Estimate.of(each.secondsOnce()).mean()));
            arithmetic.addData(x, Math.log(each.flops()));
        }
        return String.format(
                Locale.ROOT,
                "Threads %d: over the larger half, time grows as %s^%.2f, arithmetic as %s^%.2f.%n%n",
                threads,
                dimension,
                time.getSlope(),
                dimension,
                arithmetic.getSlope());
    }
}
