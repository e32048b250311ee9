package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.jmh.JmhResult;
import dev.lanewise.bench.machine.Threads;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The FMA peak of the machine for each number of threads: the best that was seen in all of a run. Where a row computed more terms in
 * that time, it is the better measurement of the peak; so nothing dense is above 100 %, and no work done.
 */
final class Roof {
    /** As long as the loop of multiply-adds was no slower than this, nothing needs to be said. */
    private static final double AS_GOOD = 0.98;

    private final Map<Integer, Double> measured = new TreeMap<>();
    private final Map<Integer, Double> reached = new TreeMap<>();

    private Roof() {}

    static Roof of(List<Outcome> outcomes) {
        Roof roof = new Roof();
        for (Outcome each : outcomes) {
            each.peaks().forEach(peak -> roof.measured.merge(each.threads(), peak, Math::max));
            if (!Double.isNaN(each.terms())) {
                roof.reached.merge(each.threads(), each.gflops() * each.terms(), Math::max);
            }
        }
        return roof;
    }

    static Roof ofJmh(List<JmhResult> results) {
        Roof roof = new Roof();
        for (JmhResult each : results) {
            int threads = threads(each);
            if (!Double.isNaN(each.peak())) {
                roof.measured.merge(threads, each.peak(), Math::max);
            }
            if (Work.of(each).flops() > 0) {
                roof.reached.merge(threads, Work.of(each).gflops(each) * each.terms(), Math::max);
            }
        }
        return roof;
    }

    private static int threads(JmhResult result) {
        String asked = result.param("threads");
        return asked.isEmpty() ? 1 : Threads.parse(asked);
    }

    /** GFLOP/s. */
    double gflops(int threads) {
        return Math.max(measured.getOrDefault(threads, 0.0), reached.getOrDefault(threads, 0.0));
    }

    /** What share of it this is, in percent, if no term is left out. */
    double percent(Outcome outcome) {
        return 100 * outcome.gflops() / gflops(outcome.threads());
    }

    /** What share of it this is, in percent, if no term is left out; NaN if it was not measured. */
    double percent(JmhResult result) {
        return measured.isEmpty() ? Double.NaN : 100 * Work.of(result).gflops(result) / gflops(threads(result));
    }

    /** {@code FMA peak 226 GFLOP/s on 1 thread, 449 on 2}, and what is odd about it. */
    @Override
    public String toString() {
        String peaks = measured.keySet().stream()
                .map(threads -> String.format(
                        Locale.ROOT, "%.0f GFLOP/s on %d thread%s", gflops(threads), threads, threads == 1 ? "" : "s"))
                .collect(Collectors.joining(", "));
        String low = measured.entrySet().stream()
                .filter(each -> each.getValue() < AS_GOOD * reached.getOrDefault(each.getKey(), 0.0))
                .map(each -> String.format(
                        Locale.ROOT,
                        "; on %d it is what a row below computed, as multiply-adds alone were seen to reach %.0f only",
                        each.getKey(),
                        each.getValue()))
                .collect(Collectors.joining());
        return "FMA peak " + peaks + low;
    }
}
