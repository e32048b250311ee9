package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.testkit.MedianInterval;
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
        TextTable table = new TextTable(dimension, "threads", "µs/step", "samples/s", "% peak", "% work");
        Roof roof = Roof.of(outcomes);
        StringBuilder exponents = new StringBuilder();
        for (int threads : outcomes.stream().map(Outcome::threads).distinct().toList()) {
            List<Outcome> same =
                    outcomes.stream().filter(each -> each.threads() == threads).toList();
            Map<Double, Outcome> line = new TreeMap<>();
            same.stream()
                    .filter(each -> belongs.test(each.trainingJob()))
                    .forEach(each -> line.putIfAbsent(size.applyAsDouble(each.trainingJob()), each));
            line.forEach((at, each) -> row(table, at, each, roof));
            List<Outcome> larger = List.copyOf(line.values()).subList(line.size() / 2, line.size());
            exponents.append(exponents(dimension, threads, larger, size));
        }
        return table.markdown() + "\n" + exponents;
    }

    private static void row(TextTable table, double at, Outcome outcome, Roof roof) {
        MedianInterval seconds = outcome.secondsOnce();
        table.row(
                Figures.number(at, 0),
                Integer.toString(outcome.threads()),
                Figures.interval(seconds, 1e6, 1) + (outcome.disturbed() > 0 ? Figures.DISTURBED : ""),
                Figures.number(outcome.trainingJob().batch() / seconds.median(), 0),
                Figures.number(roof.percent(outcome), 1),
                Figures.number(roof.percent(outcome) * outcome.terms(), 1));
    }

    private static String exponents(
            String dimension, int threads, List<Outcome> line, ToDoubleFunction<TrainingJob> size) {
        SimpleRegression time = new SimpleRegression();
        SimpleRegression arithmetic = new SimpleRegression();
        for (Outcome each : line) {
            double x = Math.log(size.applyAsDouble(each.trainingJob()));
            time.addData(x, Math.log(each.secondsOnce().median()));
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
