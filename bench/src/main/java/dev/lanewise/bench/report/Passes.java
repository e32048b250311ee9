package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Duels that were fought several times, each time by new processes. Rounds of the same processes are more alike than a shared
 * machine is to itself some minutes later, so then each time counts as one measurement and not each round.
 */
final class Passes {
    private Passes() {}

    /** Each duel once, in the order of their first times. */
    static List<Outcome> merge(List<Outcome> outcomes) {
        Map<List<String>, List<List<Outcome>>> byDuel = new LinkedHashMap<>();
        for (List<Outcome> duel : duels(outcomes)) {
            byDuel.computeIfAbsent(key(duel), each -> new ArrayList<>()).add(duel);
        }
        List<Outcome> out = new ArrayList<>();
        for (List<List<Outcome>> times : byDuel.values()) {
            for (int i = 0; i < times.getFirst().size(); i++) {
                int system = i;
                out.add(together(times.stream().map(duel -> duel.get(system)).toList()));
            }
        }
        return out;
    }

    /** Each duel begins with ours. */
    static List<List<Outcome>> duels(List<Outcome> outcomes) {
        List<List<Outcome>> out = new ArrayList<>();
        for (Outcome each : outcomes) {
            if (each.label().equals(outcomes.getFirst().label())) {
                out.add(new ArrayList<>());
            }
            out.getLast().add(each);
        }
        return out;
    }

    private static List<String> key(List<Outcome> duel) {
        List<String> out = new ArrayList<>(duel.stream().map(Outcome::label).toList());
        out.add(duel.getFirst().job());
        out.add(Integer.toString(duel.getFirst().threads()));
        return out;
    }

    private static Outcome together(List<Outcome> times) {
        Outcome last = times.getLast();
        if (times.size() == 1) {
            return last;
        }
        return new Outcome(
                last.job(),
                last.threads(),
                last.label(),
                1,
                times.stream().map(each -> each.secondsOnce().median()).toList(),
                times.stream().map(each -> Collections.max(each.peaks())).toList(),
                last.loss(),
                times.stream().mapToDouble(Outcome::terms).average().orElseThrow(),
                times.stream().mapToInt(Outcome::disturbed).sum());
    }
}
