package dev.lanewise.cli.sweep;

import dev.lanewise.cli.compare.Arm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the page of a sweep tells.
 *
 * @param standings from best to worst
 * @param winner empty while the sweep goes on
 * @param figures of all settings at the end of the first rung, where they can be compared: accuracy in percent, or loss
 * @param curves of the best, by their labels: the figure that they are ranked by after each epoch, the mean over the seeds
 * @param progress how far the sweep has come, in words
 */
record SweepReport(
        SweepPlan plan,
        List<Standing> standings,
        Optional<Winner> winner,
        Map<Arm, Double> figures,
        Map<String, List<Double>> curves,
        String progress) {

    List<String> options() {
        return plan.sweep().parsedTries().stream().map(Try::option).toList();
    }

    List<Standing> ranked() {
        return standings.stream().filter(Standing::ranked).toList();
    }

    static Map<Arm, Double> figures(SweepPlan plan, Map<Integer, Standing> firstRung) {
        Map<Arm, Double> out = new LinkedHashMap<>();
        firstRung.forEach((setting, each) -> {
            if (each.ranked()) {
                out.put(plan.settings().get(setting - 1), each.value());
            }
        });
        return out;
    }
}
