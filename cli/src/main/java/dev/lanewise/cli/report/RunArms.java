package dev.lanewise.cli.report;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.runfile.SavedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts runs that differ in nothing but their seed together, and names what differs. */
final class RunArms {
    /** What cannot change a result, and the seed. */
    private static final List<String> IRRELEVANT =
            List.of("seed", "threads", "kernels", "plugins", "no-plugins", "record-activations");

    private RunArms() {}

    /** The runs of each arm by its label, in the order in which arms first occur. */
    static Map<String, List<SavedRun>> of(List<SavedRun> runs) {
        Map<Map<String, String>, List<SavedRun>> groups =
                runs.stream().collect(Collectors.groupingBy(RunArms::options, LinkedHashMap::new, Collectors.toList()));
        groups.values().forEach(RunArms::requireSeedsThatDiffer);
        Set<String> differing = differing(new ArrayList<>(groups.keySet()));
        Map<String, List<SavedRun>> out = new LinkedHashMap<>();
        groups.forEach((options, members) -> out.put(label(options, differing), members));
        return out;
    }

    /** The same seed gives the same weights: a copy of a run is no second one. */
    private static void requireSeedsThatDiffer(List<SavedRun> arm) {
        Set<Long> seeds = new LinkedHashSet<>();
        for (SavedRun each : arm) {
            long seed = each.result().config().seed();
            if (!seeds.add(seed)) {
                throw CliException.usage("two of the runs are the same, "
                        + each.result().config().regularizers() + " with seed " + seed + "; give each once");
            }
        }
    }

    private static Map<String, String> options(SavedRun run) {
        Map<String, String> out = new LinkedHashMap<>(run.result().config().options());
        out.keySet().removeAll(IRRELEVANT);
        return out;
    }

    private static Set<String> differing(List<Map<String, String>> groups) {
        Set<String> names = new LinkedHashSet<>();
        groups.forEach(group -> names.addAll(group.keySet()));
        names.removeIf(name -> groups.stream()
                        .map(group -> group.getOrDefault(name, ""))
                        .distinct()
                        .count()
                == 1);
        names.remove("regularizer");
        return names;
    }

    private static String label(Map<String, String> options, Set<String> differing) {
        StringBuilder out = new StringBuilder(options.get("regularizer"));
        for (String name : differing) {
            if (options.containsKey(name)) {
                out.append(' ').append(name).append('=').append(options.get(name));
            }
        }
        return out.toString();
    }
}
