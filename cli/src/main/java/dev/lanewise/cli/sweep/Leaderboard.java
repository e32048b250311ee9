package dev.lanewise.cli.sweep;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lanewise.cli.result.Spread;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings from best to worst, by the samples held out alone: those with more epochs first, among these by the mean over the seeds of
 * accuracy, or of loss where there is none; last those that failed.
 */
final class Leaderboard {
    private final SweepPlan plan;
    private final Map<Integer, Map<Long, TrialResult>> results = new TreeMap<>();
    private final Map<Integer, Integer> epochs = new TreeMap<>();
    private final Map<Integer, Standing> firstRung = new TreeMap<>();

    Leaderboard(SweepPlan plan) {
        this.plan = plan;
    }

    void add(Trial trial, TrialResult result) {
        if (epochs.getOrDefault(trial.setting(), 0) != trial.epochs()) {
            if (results.containsKey(trial.setting())) {
                firstRung.putIfAbsent(trial.setting(), standing(trial.setting()));
            }
            results.remove(trial.setting()); // figures of different rungs are not to be averaged
            epochs.put(trial.setting(), trial.epochs());
        }
        results.computeIfAbsent(trial.setting(), number -> new TreeMap<>()).put(result.seed(), result);
    }

    /** All settings with results, and those that cannot be trained. */
    List<Standing> standings() {
        return Stream.concat(results.keySet().stream(), plan.refused().keySet().stream())
                .map(this::standing)
                .sorted(Comparator.comparing(Standing::ranked)
                        .reversed()
                        .thenComparing(each -> -each.epochs())
                        .thenComparing(each -> each.ranked() ? key(each) : 0)
                        .thenComparing(each -> each.ranked() ? each.loss().mean() : 0)
                        .thenComparing(Standing::setting))
                .toList();
    }

    /** The settings by their numbers, as they stood at the end of the first rung, where all had as many epochs. */
    Map<Integer, Standing> firstRung() {
        Map<Integer, Standing> out = new TreeMap<>();
        results.keySet().forEach(setting -> out.put(setting, firstRung.getOrDefault(setting, standing(setting))));
        return out;
    }

    private static double key(Standing each) {
        return each.accuracy().map(accuracy -> -accuracy.mean()).orElse(0.0);
    }

    private Standing standing(int setting) {
        List<TrialResult> all =
                List.copyOf(results.getOrDefault(setting, Map.of()).values());
        List<TrialResult> failed =
                all.stream().filter(each -> !each.succeeded()).toList();
        String why = failed.isEmpty()
                ? plan.refused().getOrDefault(setting, "")
                : (all.size() == 1 ? "" : failed.size() + " of " + all.size() + " runs ")
                        + failed.getFirst().why();
        return new Standing(
                setting, plan.settings().get(setting - 1).label(), epochs.getOrDefault(setting, 0), all, why);
    }

    /** The best so many of those that have figures of these epochs, in the order of their numbers. */
    List<Integer> best(int count) {
        return standings().stream()
                .filter(Standing::ranked)
                .limit(count)
                .map(Standing::setting)
                .sorted()
                .toList();
    }

    /** As comma-separated values, a row a setting; the last column alone depends on the machine. */
    String csv() {
        List<String> options =
                plan.sweep().parsedTries().stream().map(Try::option).toList();
        StringWriter out = new StringWriter();
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(out);
        csv.writeRecord(concat(
                List.of("rank", "setting"),
                options,
                List.of("epochs", "runs", "validation_accuracy", "validation_accuracy_deviation"),
                List.of("validation_loss", "validation_loss_deviation", "why", "weights_sha256", "seconds")));
        int rank = 0;
        for (Standing each : standings()) {
            rank++;
            Map<String, String> changes =
                    plan.settings().get(each.setting() - 1).changes();
            csv.writeRecord(concat(
                    List.of(each.ranked() ? Integer.toString(rank) : "", Integer.toString(each.setting())),
                    options.stream().map(changes::get).toList(),
                    List.of(
                            Integer.toString(each.epochs()),
                            Integer.toString(each.results().size())),
                    figures(each),
                    List.of(
                            each.why(),
                            each.results().stream()
                                    .map(TrialResult::weightsSha256)
                                    .collect(Collectors.joining(" ")),
                            Double.toString(each.seconds()))));
        }
        return out.toString();
    }

    private static List<String> figures(Standing each) {
        if (!each.ranked()) {
            return List.of("", "", "", "");
        }
        Spread loss = each.loss();
        return concat(
                each.accuracy()
                        .map(accuracy -> List.of(Double.toString(accuracy.mean()), deviation(accuracy)))
                        .orElse(List.of("", "")),
                List.of(Double.toString(loss.mean()), deviation(loss)));
    }

    private static String deviation(Spread spread) {
        return spread.count() < 2 ? "" : Double.toString(spread.deviation());
    }

    @SafeVarargs
    private static List<String> concat(List<String>... parts) {
        List<String> out = new ArrayList<>();
        for (List<String> each : parts) {
            out.addAll(each);
        }
        return out;
    }
}
