package dev.lanewise.cli.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.predict.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Arms against each other, with made-up accuracies. */
class ArmsTest {
    private static ArmResult arm(String regularizer, double... accuracies) {
        List<RunResult> runs = IntStream.range(0, accuracies.length)
                .mapToObj(i -> run(regularizer, 42 + i, accuracies[i], Optional.empty()))
                .toList();
        return new ArmResult(regularizer, runs, null);
    }

    private static RunResult run(String regularizer, long seed, double accuracy, Optional<Evaluation> validation) {
        return new RunResult(
                RunConfig.of(Map.of("regularizer", regularizer, "seed", Long.toString(seed))),
                null,
                List.of(),
                new Evaluation(0.1, 1, new int[0][]),
                validation,
                new Evaluation(0.2, accuracy, new int[0][]),
                1,
                "");
    }

    private static double accuracy(RunResult run) {
        return run.test().accuracy();
    }

    @Test
    void everyPairIsTestedOnceAndCorrected() {
        List<ArmPair> pairs = ArmPair.all(
                List.of(
                        arm("none", 0.80, 0.82, 0.81),
                        arm("l1:1e-5", 0.83, 0.84, 0.84),
                        arm("l2:1e-5", 0.83, 0.85, 0.83)),
                ArmsTest::accuracy);

        assertThat(pairs).extracting(pair -> pair.first() + " " + pair.second()).containsExactly("0 1", "0 2", "1 2");
        assertThat(pairs).allSatisfy(pair -> {
            assertThat(pair.corrected().p()).isBetween(pair.test().p(), 1.0);
            assertThat(pair.corrected().difference()).isEqualTo(pair.test().difference());
        });
    }

    /** Both − one − other + neither is −2, −1 and −3 points; the interval is −2 ± 4.3027 · 1 / √3. */
    @Test
    void aTwoByTwoIsRecognisedInAnyOrderAndItsInteractionEstimated() {
        List<Interaction> found = Interaction.among(List.of(
                arm("weight-decay:1e-4+dropout:0.5", 0.84, 0.85, 0.83),
                arm("dropout:0.5", 0.83, 0.83, 0.83),
                arm("none", 0.80, 0.80, 0.80),
                arm("weight-decay:1e-4", 0.83, 0.83, 0.83),
                arm("l1:1e-5", 0.5, 0.5, 0.5)));

        assertThat(found).hasSize(1);
        Interaction each = found.getFirst();
        assertThat(List.of(each.one(), each.other())).containsExactlyInAnyOrder("dropout:0.5", "weight-decay:1e-4");
        assertThat(each.neither().label()).isEqualTo("none");
        assertThat(each.withOne()).isCloseTo(0.03, within(1e-12));
        assertThat(each.withBoth()).isCloseTo(0.04, within(1e-12));
        assertThat(each.test().difference()).isCloseTo(-0.02, within(1e-12));
        assertThat(each.low()).isCloseTo(-0.02 - 0.0430265 / Math.sqrt(3), within(1e-7));
        assertThat(each.high()).isCloseTo(-0.02 + 0.0430265 / Math.sqrt(3), within(1e-7));
        assertThat(each.test().p()).isCloseTo(0.074180, within(1e-6));
    }

    @Test
    void armsWithoutATwoByTwoHaveNoInteraction() {
        assertThat(Interaction.among(List.of(arm("none", 0.8), arm("dropout:0.5", 0.8), arm("dropout:0.2", 0.8))))
                .isEmpty();
    }

    @Test
    void armsAreRankedByValidationAndElseByTheTestImages() {
        ArmResult low = arm("none", 0.80, 0.81);
        ArmResult high = arm("dropout:0.5", 0.82, 0.83);
        ArmResult validated = new ArmResult(
                "l1:1e-5", List.of(run("l1:1e-5", 42, 0.7, Optional.of(new Evaluation(0.1, 0.9, new int[0][])))), null);
        ArmResult worse = new ArmResult(
                "l2:1e-5", List.of(run("l2:1e-5", 42, 0.8, Optional.of(new Evaluation(0.1, 0.8, new int[0][])))), null);

        assertThat(Ranking.of(List.of(low, high))).containsExactly(high, low);
        assertThat(Ranking.of(List.of(worse, validated))).containsExactly(validated, worse);
        assertThat(Ranking.sentence(List.of(low, high))).contains("optimistic");
    }
}
