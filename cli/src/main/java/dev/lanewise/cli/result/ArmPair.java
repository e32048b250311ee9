package dev.lanewise.cli.result;

import dev.lanewise.cli.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two arms, compared by one figure.
 *
 * @param first the index of one arm
 * @param second the index of the other, above {@code first}
 * @param test of second − first, on its own
 * @param corrected the same with its p corrected for the number of pairs, by Holm's method
 */
public record ArmPair(int first, int second, PairedTest test, PairedTest corrected) {
    /** Every pair of arms: of the first with all others, then of the second with those after it, and so on. */
    public static List<ArmPair> all(List<ArmResult> arms, ToDoubleFunction<RunResult> figure) {
        List<int[]> pairs = new ArrayList<>();
        for (int first = 0; first < arms.size(); first++) {
            for (int second = first + 1; second < arms.size(); second++) {
                pairs.add(new int[] {first, second});
            }
        }
        List<PairedTest> tests = pairs.stream()
                .map(pair -> PairedTest.of(arms.get(pair[0]), arms.get(pair[1]), figure))
                .toList();
        double[] p = Holm.adjusted(tests.stream().mapToDouble(PairedTest::p).toArray());
        List<ArmPair> out = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            PairedTest test = tests.get(i);
            PairedTest corrected = new PairedTest(test.difference(), test.pairs(), p[i]);
            out.add(new ArmPair(pairs.get(i)[0], pairs.get(i)[1], test, corrected));
        }
        return out;
    }
}
