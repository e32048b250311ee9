package dev.lanewise.cli.sweep;

import dev.lanewise.cli.compare.Arm;
import dev.lanewise.cli.result.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What each option does to a figure, over the settings of a sweep: the main effect of a value is how far the mean of the settings
 * with it is from the mean of all; the interaction of two values is how far the mean of the settings with both is from what their
 * main effects add up to. Intervals are those of a t-test over the settings, at 95 %.
 */
final class Effects {
    private static final double TAIL = 0.025;

    private final Map<Arm, Double> figures;
    private final double mean;
    private final List<Levels> options;

    /**
     * An effect.
     *
     * @param what the value, or the two values
     * @param settings how many it is seen in
     * @param half half the length of its interval; NaN for one setting
     */
    record Effect(String what, int settings, double estimate, double half) {
        private static Effect of(String what, double... deviations) {
            Spread spread = Spread.of(deviations);
            double half = spread.count() < 2
                    ? Double.NaN
                    : TDistribution.of(spread.count() - 1.0).inverseSurvivalProbability(TAIL)
                            * spread.deviation()
                            / Math.sqrt(spread.count());
            return new Effect(what, spread.count(), spread.mean(), half);
        }
    }

    /**
     * Effects on these figures.
     *
     * @param figures of settings that can be compared
     */
    Effects(List<String> options, Map<Arm, Double> figures) {
        this.figures = figures;
        this.options = options.stream()
                .map(each -> Levels.of(each, List.copyOf(figures.keySet())))
                .filter(each -> each.values().size() > 1)
                .toList();
        mean = figures.values().stream().mapToDouble(each -> each).average().orElse(Double.NaN);
    }

    /** The main effects of all values. */
    List<Effect> main() {
        List<Effect> out = new ArrayList<>();
        for (Levels option : options) {
            grouped(arm -> level(option, arm))
                    .forEach((level, arms) -> out.add(Effect.of(
                            option.option() + "=" + level,
                            arms.stream()
                                    .mapToDouble(arm -> figures.get(arm) - mean)
                                    .toArray())));
        }
        return out;
    }

    /** The interactions that are largest beside their intervals. */
    List<Effect> strongest(int most) {
        List<Effect> out = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            for (Levels other : options.subList(i + 1, options.size())) {
                out.addAll(interactions(options.get(i), other));
            }
        }
        return out.stream()
                .filter(each -> each.half() > 0)
                .sorted(Comparator.comparingDouble(each -> -Math.abs(each.estimate()) / each.half()))
                .limit(most)
                .toList();
    }

    private List<Effect> interactions(Levels one, Levels other) {
        Map<String, Double> effectsOfOne = effects(one);
        Map<String, Double> effectsOfOther = effects(other);
        List<Effect> out = new ArrayList<>();
        grouped(arm -> one.option() + "=" + level(one, arm) + " with " + other.option() + "=" + level(other, arm))
                .forEach((both, arms) -> out.add(Effect.of(
                        both,
                        arms.stream()
                                .mapToDouble(arm -> figures.get(arm)
                                        - mean
                                        - effectsOfOne.get(level(one, arm))
                                        - effectsOfOther.get(level(other, arm)))
                                .toArray())));
        return out;
    }

    private Map<String, Double> effects(Levels option) {
        Map<String, Double> out = new LinkedHashMap<>();
        grouped(arm -> level(option, arm))
                .forEach((level, arms) -> out.put(
                        level, arms.stream().mapToDouble(figures::get).average().orElseThrow() - mean));
        return out;
    }

    private static String level(Levels option, Arm arm) {
        return option.groups().get(arm.changes().get(option.option()));
    }

    private Map<String, List<Arm>> grouped(Function<Arm, String> by) {
        Map<String, List<Arm>> out = new LinkedHashMap<>();
        figures.keySet()
                .forEach(arm -> out.computeIfAbsent(by.apply(arm), name -> new ArrayList<>())
                        .add(arm));
        return out;
    }
}
