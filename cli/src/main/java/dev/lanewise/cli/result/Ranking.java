package dev.lanewise.cli.result;

import dev.lanewise.cli.run.RunResult;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Arms from best to worst: by accuracy on the samples held out, or, where none are, on the test set; by loss where there is no accuracy. */
public final class Ranking {
    private Ranking() {}

    /** The arms in a new order; equals stay in theirs. */
    public static List<ArmResult> of(List<ArmResult> arms) {
        Measure measure = Measure.of(arms);
        ToDoubleFunction<RunResult> figure = isByValidation(arms) ? measure::validation : measure::test;
        Comparator<ArmResult> ascending =
                Comparator.comparingDouble(arm -> arm.spread(figure).mean());
        return arms.stream()
                .sorted(measure == Measure.LOSS ? ascending : ascending.reversed())
                .toList();
    }

    private static boolean isByValidation(List<ArmResult> arms) {
        return arms.stream()
                .flatMap(arm -> arm.runs().stream())
                .allMatch(run -> run.validation().isPresent());
    }

    /** What the order means, for people. */
    public static String sentence(List<ArmResult> arms) {
        String title = Measure.of(arms).title();
        return isByValidation(arms)
                ? "Arms are ranked by their validation " + title + "."
                : "Arms are ranked by their test " + title
                        + ", so that of the first is optimistic: the test set chose it."
                        + " Hold some of the training set out with --validation to rank by that.";
    }
}
