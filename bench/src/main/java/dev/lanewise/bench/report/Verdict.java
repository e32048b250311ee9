package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.testkit.MedianInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What to conclude from duels, in a sentence for each system that took part in them. */
final class Verdict {
    private Verdict() {}

    static String of(List<Outcome> outcomes) {
        Map<String, List<MedianInterval>> ratios = new LinkedHashMap<>();
        for (List<Outcome> duel : Passes.duels(outcomes)) {
            for (Outcome each : duel.subList(1, duel.size())) {
                ratios.computeIfAbsent(each.label(), label -> new ArrayList<>())
                        .add(each.timesAsLongAs(duel.getFirst()));
            }
        }
        String first = outcomes.getFirst().label();
        return "Conclusion: "
                + ratios.entrySet().stream()
                        .map(each -> sentence(first, each.getKey(), each.getValue()))
                        .collect(Collectors.joining())
                + disturbed(outcomes);
    }

    private static String sentence(String first, String other, List<MedianInterval> ratios) {
        double least = ratios.stream().mapToDouble(MedianInterval::median).min().orElseThrow();
        double most = ratios.stream().mapToDouble(MedianInterval::median).max().orElseThrow();
        long faster = ratios.stream().filter(each -> each.low() > 1).count();
        long slower = ratios.stream().filter(each -> each.high() < 1).count();
        return String.format(
                Locale.ROOT,
                "%s is faster than %s in %d of %d duels and slower in %d; %d cannot be told apart (%.2f to %.2f times as fast). ",
                first,
                other,
                faster,
                ratios.size(),
                slower,
                ratios.size() - faster - slower,
                least,
                most);
    }

    /** Whether rows can be believed. */
    static String disturbed(List<Outcome> outcomes) {
        long count = outcomes.stream().filter(each -> each.disturbed() > 0).count();
        return count == 0
                ? "Nothing else used the machine."
                : Figures.DISTURBED + " " + count + " of " + outcomes.size()
                        + " rows hold rounds in which something else used the machine, even when repeated:"
                        + " run again when it is idle.";
    }
}
