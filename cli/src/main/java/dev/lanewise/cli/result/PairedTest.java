package dev.lanewise.cli.result;

import dev.lanewise.cli.run.RunResult;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.inference.TTest;

/**
 * Whether two arms differ by more than chance: the two-sided paired t-test (W. S. Gosset, "The probable error of a mean",
 * Biometrika 6, 1908). Runs of the same seed share their initial weights and batch order, so they are paired.
 *
 * @param difference the mean of (second − first)
 * @param pairs how many seeds both have
 * @param p the probability of a mean difference at least this large if there were none; NaN with fewer than two pairs
 */
public record PairedTest(double difference, int pairs, double p) {
    /** What the test is called, for people. */
    public static final String NAME = "two-sided paired t-test over the seeds";

    private static final double LEVEL = 0.05;

    /** Compares a figure of two arms over the seeds that both have. */
    public static PairedTest of(ArmResult first, ArmResult second, ToDoubleFunction<RunResult> figure) {
        List<RunResult[]> pairs = first.runs().stream()
                .flatMap(a -> second.runs().stream()
                        .filter(b -> b.config().seed() == a.config().seed())
                        .map(b -> new RunResult[] {a, b}))
                .toList();
        return of(
                pairs.stream()
                        .mapToDouble(pair -> figure.applyAsDouble(pair[0]))
                        .toArray(),
                pairs.stream()
                        .mapToDouble(pair -> figure.applyAsDouble(pair[1]))
                        .toArray());
    }

    /**
     * Compares values, pair by pair.
     *
     * @throws IllegalArgumentException if there are more of one than of the other
     */
    public static PairedTest of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "a paired test needs as many values of both, but got " + first.length + " and " + second.length);
        }
        double[] differences = new double[first.length];
        for (int i = 0; i < first.length; i++) {
            differences[i] = second[i] - first[i];
        }
        Spread spread = Spread.of(differences);
        return new PairedTest(spread.mean(), first.length, p(spread, first, second));
    }

    private static double p(Spread differences, double[] first, double[] second) {
        if (first.length < 2) {
            return Double.NaN;
        }
        if (differences.deviation() == 0) {
            return differences.mean() == 0 ? 1 : 0;
        }
        return TTest.withDefaults().pairedTest(second, first).getPValue();
    }

    /** Whether p is below 0.05. */
    public boolean significant() {
        return p < LEVEL;
    }

    /** {@code p = 0.012}. */
    public String pText() {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }
}
