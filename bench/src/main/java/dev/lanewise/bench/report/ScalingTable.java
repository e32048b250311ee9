package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.training.TrainingJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** Time of a step along one dimension, with the exponent that fits beside the one that the arithmetic has. */
final class ScalingTable {
    private ScalingTable() {}

    /**
     * The larger half of the dimension, where what is constant no longer counts, gives the exponents.
     *
     * @param outcomes of this dimension and others
     * @param belongs whether a network was trained for this dimension
     * @param size where along the dimension it is
     */
    static String markdown(
            String dimension,
            List<Outcome> outcomes,
            Predicate<TrainingJob> belongs,
            ToDoubleFunction<TrainingJob> size) {
        TextTable table = new TextTable(dimension, "threads", "µs/step", "samples/s", "% of highest FMA peak");
        StringBuilder exponents = new StringBuilder();
        for (int threads : outcomes.stream().map(Outcome::threads).distinct().toList()) {
            List<Outcome> same =
                    outcomes.stream().filter(each -> each.threads() == threads).toList();
            double peak = same.stream()
                    .flatMap(each -> each.peaks().stream())
                    .mapToDouble(each -> each)
                    .max()
                    .orElseThrow();
            Map<Double, Outcome> line = new TreeMap<>();
            same.stream()
                    .filter(each -> belongs.test(each.trainingJob()))
                    .forEach(each -> line.putIfAbsent(size.applyAsDouble(each.trainingJob()), each));
            line.forEach((at, each) -> row(table, at, each, peak));
            List<Outcome> larger = List.copyOf(line.values()).subList(line.size() / 2, line.size());
            exponents.append(exponents(dimension, threads, larger, size));
        }
        return table.markdown() + "\n" + exponents;
    }

    private static void row(TextTable table, double at, Outcome outcome, double peak) {
        Estimate seconds = Estimate.of(outcome.secondsOnce());
        table.row(
                String.format(Locale.ROOT, "%.0f", at),
                Integer.toString(outcome.threads()),
                new Estimate(seconds.mean() * 1e6, seconds.margin() * 1e6).text(1),
                String.format(Locale.ROOT, "%,.0f", outcome.trainingJob().batch() / seconds.mean()),
                String.format(Locale.ROOT, "%.1f", 100 * outcome.flops() * 1e-9 / seconds.mean() / peak));
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
