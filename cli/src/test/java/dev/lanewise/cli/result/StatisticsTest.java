package dev.lanewise.cli.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void spreadHasTheSamplesDeviation() {
        Spread spread = Spread.of(2, 4, 4, 4, 5, 5, 7, 9);

        assertThat(spread.mean()).isEqualTo(5);
        assertThat(spread.deviation()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    }

    @Test
    void spreadOfOneValueIsShownWithoutADeviation() {
        assertThat(Spread.of(0.8825).percent()).isEqualTo("88.25");
        assertThat(Spread.of(0.88, 0.89).percent()).isEqualTo("88.50 ± 0.71");
    }

    /** W. S. Gosset's own example, the extra hours of sleep that two drugs gave to ten patients. */
    @Test
    void pairedTestAgreesWithStudentsSleepData() {
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

        PairedTest test = PairedTest.of(first, second);

        assertThat(test.difference()).isCloseTo(1.58, within(1e-12));
        assertThat(test.p()).isCloseTo(0.002833, within(1e-6));
        assertThat(test.pText()).isEqualTo("p = 0.003");
        assertThat(test.significant()).isTrue();
    }

    @Test
    void oneSeedCannotTell() {
        PairedTest test = PairedTest.of(new double[] {0.8}, new double[] {0.9});

        assertThat(test.p()).isNaN();
        assertThat(test.significant()).isFalse();
    }

    @Test
    void equalArmsDoNotDiffer() {
        PairedTest test = PairedTest.of(new double[] {0.8, 0.7}, new double[] {0.8, 0.7});

        assertThat(test.p()).isEqualTo(1);
        assertThat(test.significant()).isFalse();
    }

    /** The steps of Holm's method by hand: 0.01 · 4, then 0.015 · 3 = 0.045, then 0.03 · 2, then at least as much. */
    @Test
    void holmCorrectsForTheNumberOfTests() {
        assertThat(Holm.adjusted(new double[] {0.03, 0.01, Double.NaN, 0.04, 0.015}))
                .usingElementComparator((a, b) -> Double.compare(Math.rint(1e9 * a), Math.rint(1e9 * b)))
                .containsExactly(0.06, 0.04, Double.NaN, 0.06, 0.045);
        assertThat(Holm.adjusted(new double[] {0.4, 0.9})).containsExactly(0.8, 0.9);
        assertThat(Holm.adjusted(new double[] {0.7, 0.6})).containsExactly(1, 1);
    }

    @Test
    void differentNumbersOfValuesAreRefused() {
        assertThatThrownBy(() -> PairedTest.of(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 3");
    }

    @Test
    void scoresOfClassesFollowTheirDefinitions() {
        int[][] confusion = {{8, 2, 0, 0}, {4, 6, 0, 0}, {0, 0, 0, 0}, {1, 0, 0, 0}};

        List<ClassScores> scores = ClassScores.of(confusion, List.of("a", "b", "empty", "missed"));

        assertThat(scores.get(0).precision().getAsDouble()).isCloseTo(8.0 / 13, within(1e-12));
        assertThat(scores.get(0).recall().getAsDouble()).isCloseTo(0.8, within(1e-12));
        assertThat(scores.get(0).f1().getAsDouble()).isCloseTo(2 * (8.0 / 13 * 0.8) / (8.0 / 13 + 0.8), within(1e-12));
        OptionalDouble none = OptionalDouble.empty();
        assertThat(scores.get(2)).isEqualTo(new ClassScores("empty", 0, none, none, none));
        assertThat(scores.get(3))
                .isEqualTo(new ClassScores("missed", 1, none, OptionalDouble.of(0), OptionalDouble.of(0)));
    }
}
