package dev.lanewise.cli.result;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether the effects of two regularizers add up: a two-by-two design, with neither, one, the other, and both. The interaction is
 * both − one − other + neither, seed by seed, with the interval of a t-test.
 *
 * @param one a regularizer
 * @param other another one
 * @param neither the arm without them
 * @param withOne the effect of the first alone: the mean of a figure's rise over {@code neither}
 * @param withOther the effect of the second alone
 * @param withBoth the effect of both together
 * @param low the lower end of the 95 % interval of the interaction; NaN with fewer than two seeds
 * @param high the upper end
 * @param test of the interaction against none; its difference is the estimate
 */
public record Interaction(
        String one,
        String other,
        ArmResult neither,
        double withOne,
        double withOther,
        double withBoth,
        double low,
        double high,
        PairedTest test) {
    private static final double TAIL = 0.025;

    /** What an arm is but for its regularizers and seed. */
    private record Design(Map<String, String> options, Set<String> regularizers) {
        static Design of(ArmResult arm) {
            RunConfig config = arm.runs().getFirst().config();
            Map<String, String> options = new HashMap<>(config.options());
            options.keySet().removeAll(List.of("seed", "regularizer"));
            return new Design(options, new LinkedHashSet<>(config.regularizers().texts()));
        }

        Design with(String... more) {
            Set<String> all = new LinkedHashSet<>(regularizers);
            all.addAll(List.of(more));
            return new Design(options, all);
        }
    }

    /** Every two-by-two that is among the arms, by what they are compared by. */
    public static List<Interaction> among(List<ArmResult> arms) {
        Measure measure = Measure.of(arms);
        Map<Design, ArmResult> byDesign = new HashMap<>();
        arms.forEach(arm -> byDesign.put(Design.of(arm), arm));
        List<Interaction> out = new ArrayList<>();
        for (ArmResult neither : arms) {
            Design base = Design.of(neither);
            List<String> single = arms.stream()
                    .map(Design::of)
                    .flatMap(design -> added(base, design))
                    .toList();
            for (int i = 0; i < single.size(); i++) {
                for (String other : single.subList(i + 1, single.size())) {
                    String one = single.get(i);
                    Optional.ofNullable(byDesign.get(base.with(one, other)))
                            .map(both -> List.of(
                                    neither, byDesign.get(base.with(one)), byDesign.get(base.with(other)), both))
                            .flatMap(four -> of(one, other, four, measure::test))
                            .ifPresent(out::add);
                }
            }
        }
        return out;
    }

    /** The one regularizer that a design has more than the base, if it differs in nothing else. */
    private static Stream<String> added(Design base, Design design) {
        return design.regularizers().stream()
                .filter(each -> !base.regularizers().contains(each))
                .filter(each -> base.with(each).equals(design));
    }

    private static Optional<Interaction> of(
            String one, String other, List<ArmResult> four, ToDoubleFunction<RunResult> figure) {
        List<double[]> seeds = four.getFirst().runs().stream()
                .map(run -> run.config().seed())
                .map(seed -> four.stream()
                        .flatMap(arm ->
                                arm.runs().stream().filter(r -> r.config().seed() == seed))
                        .mapToDouble(figure)
                        .toArray())
                .filter(values -> values.length == 4)
                .toList();
        if (seeds.isEmpty()) {
            return Optional.empty();
        }
        double[] separate = seeds.stream().mapToDouble(y -> y[1] + y[2] - y[0]).toArray();
        double[] together = seeds.stream().mapToDouble(y -> y[3]).toArray();
        Spread spread = Spread.of(
                seeds.stream().mapToDouble(y -> y[3] - y[1] - y[2] + y[0]).toArray());
        double half = seeds.size() < 2
                ? Double.NaN
                : TDistribution.of(seeds.size() - 1.0).inverseSurvivalProbability(TAIL)
                        * spread.deviation()
                        / Math.sqrt(seeds.size());
        return Optional.of(new Interaction(
                one,
                other,
                four.getFirst(),
                effect(seeds, 1),
                effect(seeds, 2),
                effect(seeds, 3),
                spread.mean() - half,
                spread.mean() + half,
                PairedTest.of(separate, together)));
    }

    private static double effect(List<double[]> seeds, int arm) {
        return seeds.stream().mapToDouble(y -> y[arm] - y[0]).average().orElseThrow();
    }
}
