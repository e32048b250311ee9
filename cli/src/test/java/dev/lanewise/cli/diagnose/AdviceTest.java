package dev.lanewise.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.predict.Evaluation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule applies, up to the very figure from which on it does. */
class AdviceTest {
    private static final double LOW = 0.1;
    private static final double HIGH = 0.5;
    private static final double GAP = 0.125;
    private static final double NO_GAP = 0;

    /** Ten epochs that change nothing, but for what a test says. */
    private static final class Run {
        private final double loss;
        private final double gap;
        private double seenBelow;
        private final double[] trainLosses = repeated(1);
        private final double[] heldOutLosses = repeated(1);
        private final double[] heldOutAccuracies = repeated(0.5);

        Run(double loss, double gap) {
            this.loss = loss;
            this.gap = gap;
        }

        private static double[] repeated(double value) {
            double[] out = new double[10];
            Arrays.fill(out, value);
            return out;
        }

        Run trainLossFallsTo(double last) {
            trainLosses[9] = last;
            return this;
        }

        Run heldOutLossFallsTo(double last) {
            heldOutLosses[9] = last;
            return this;
        }

        /** The held-out loss of the fourth epoch, below those after it. */
        Run lowestWas(double loss) {
            heldOutLosses[3] = loss;
            return this;
        }

        Run goesBackAndForthBy(double points) {
            for (int e = 1; e < 10; e += 2) {
                heldOutAccuracies[e] += points;
            }
            return this;
        }

        Run seenIsBelowBy(double share) {
            seenBelow = share;
            return this;
        }

        /** @param options in turns with their values */
        Advice advice(String... options) {
            Map<String, String> all = new HashMap<>(Map.of("epochs", "10", "hidden", "64"));
            for (int i = 0; i < options.length; i += 2) {
                all.put(options[i], options[i + 1]);
            }
            Observation seen = new Observation(
                    "validation",
                    false,
                    "images",
                    1,
                    -seenBelow,
                    new Evaluation(loss, gap, new int[0][]),
                    new Evaluation(loss, 0, new int[0][]),
                    trainLosses,
                    heldOutLosses,
                    heldOutAccuracies);
            return Advice.of(seen, RunConfig.of(all));
        }
    }

    @Test
    void aLossThatStillFallsFastIsTooEarlyToJudge() {
        assertThat(new Run(HIGH, GAP).heldOutLossFallsTo(0.9).advice().reason())
                .startsWith("The validation loss still falls by 10 % over the last epochs");
        assertThat(new Run(LOW, GAP).heldOutLossFallsTo(0.9).advice().reason()).startsWith("The gap is large");
    }

    @Test
    void aHighLossOfFewEpochsAsksForMore() {
        Advice advice = new Run(HIGH, NO_GAP).advice("epochs", "9");
        assertThat(advice.reason())
                .isEqualTo("The gap is small, but the train loss of 0.5000 is high, and these are few epochs, so train"
                        + " longer.");
        assertThat(advice.changes()).isEqualTo(Map.of("epochs", "18"));
        assertThat(new Run(HIGH, NO_GAP).advice("epochs", "10").changes()).containsOnlyKeys("hidden");
    }

    @Test
    void whatIsOnTheBorderIsLeftAsItIs() {
        Advice advice = new Run(0.25, 0.02).goesBackAndForthBy(0.008).advice();
        assertThat(advice.reason())
                .isEqualTo("The gap is small and the train loss of 0.2500 is low: leave it as it is.");
        assertThat(advice.changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dropout:0.5                           | dropout:0.25
            dropout:0.5to0.1                      | dropout:0.25to0.05
            weight-decay:0.1+input-dropout:0.2    | weight-decay:0.1+input-dropout:0.1
            """)
    void dropoutThatKeepsItFromLearningIsHalved(String regularizer, String half) {
        assertThat(new Run(HIGH, NO_GAP)
                        .seenIsBelowBy(0.0625)
                        .advice("regularizer", regularizer)
                        .changes())
                .isEqualTo(Map.of("regularizer", half));
        assertThat(new Run(HIGH, NO_GAP)
                        .seenIsBelowBy(0.05)
                        .advice("regularizer", regularizer)
                        .changes())
                .containsOnlyKeys("hidden");
    }

    @Test
    void onlyDropoutIsHalved() {
        assertThat(new Run(HIGH, NO_GAP)
                        .seenIsBelowBy(0.0625)
                        .advice("regularizer", "l1:1e-5")
                        .changes())
                .containsOnlyKeys("hidden");
    }

    @Test
    void aRestlessRunIsToldToLetItsRateFall() {
        Run restless = new Run(LOW, NO_GAP).goesBackAndForthBy(0.0625);
        assertThat(restless.advice().changes()).isEqualTo(Map.of("schedule", "cosine"));
        assertThat(restless.advice().reason()).contains("accuracy goes back and forth by 5.00 points an epoch");
        assertThat(restless.advice("schedule", "cosine").changes()).isEmpty();
        assertThat(new Run(HIGH, NO_GAP)
                        .goesBackAndForthBy(0.0625)
                        .trainLossFallsTo(0.5)
                        .advice()
                        .changes())
                .isEqualTo(Map.of("epochs", "20", "schedule", "cosine"));
    }

    @Test
    void aRestlessRunWithALargeGapIsToldBoth() {
        Advice advice = new Run(LOW, GAP).goesBackAndForthBy(0.0625).advice();
        assertThat(advice.changes())
                .isEqualTo(Map.of("regularizer", "dropout:0.5", "epochs", "20", "schedule", "cosine"));
        assertThat(advice.reason()).contains("try dropout", "let the learning rate fall");
    }

    @Test
    void aGapThatOpenedAfterTheBestEpochIsNotTrainedLonger() {
        assertThat(new Run(LOW, GAP).lowestWas(0.5).advice("hidden", "64,32").changes())
                .isEqualTo(Map.of("regularizer", "dropout:0.2,0.5"));
        String both = "dropout:0.5+weight-decay:1e-4";
        assertThat(new Run(LOW, GAP).lowestWas(0.5).advice("regularizer", both).changes())
                .isEqualTo(Map.of("epochs", "4"));
        assertThat(new Run(LOW, GAP).advice("regularizer", both).changes()).isEqualTo(Map.of("hidden", "32"));
    }

    @Test
    void aHighLossAsksForEpochsThenForUnitsThenForALayer() {
        assertThat(new Run(HIGH, NO_GAP).trainLossFallsTo(0.96).advice().reason())
                .endsWith("still falling, so train longer.");
        assertThat(new Run(HIGH, NO_GAP).advice("schedule", "cosine").reason())
                .endsWith("so spread its fall over more epochs.");
        assertThat(new Run(HIGH, NO_GAP)
                        .advice("schedule", "cosine", "epochs", "40")
                        .changes())
                .isEqualTo(Map.of("hidden", "128"));
        assertThat(new Run(HIGH, NO_GAP).advice("hidden", "1024,1023").changes())
                .isEqualTo(Map.of("hidden", "2048,2046"));
        assertThat(new Run(HIGH, NO_GAP).advice("hidden", "1024").changes()).isEqualTo(Map.of("hidden", "1024,1024"));
    }
}
