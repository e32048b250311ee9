package dev.lanewise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distributions by their moments: of n numbers, a mean is off by σ/√n, so that 5σ/√n fails by accident once in a million seeds. */
class InitializerTest {
    private static final int INPUTS = 500;
    private static final int UNITS = 300;
    private static final int COUNT = INPUTS * UNITS;

    private static double moment(float[] values, int power) {
        double sum = 0;
        for (float each : values) {
            sum += Math.pow(each, power);
        }
        return sum / values.length;
    }

    private static void uniform(float[] weights, double bound) {
        double variance = bound * bound / 3;
        assertThat(weights).hasSize(COUNT);
        assertThat(moment(weights, 1)).isCloseTo(0, within(5 * Math.sqrt(variance / COUNT)));
        // The variance of x² is (1/5 - 1/9) bound⁴.
        assertThat(moment(weights, 2)).isCloseTo(variance, within(5 * Math.sqrt(4 / 45.0 / COUNT) * bound * bound));
        float[] sorted = weights.clone();
        Arrays.sort(sorted);
        assertThat((double) sorted[0]).isBetween(-bound * (1 + 1e-7), -bound * 0.999);
        assertThat((double) sorted[COUNT - 1]).isBetween(bound * 0.999, bound * (1 + 1e-7));
        assertThat((double) sorted[COUNT / 4]).isCloseTo(-bound / 2, within(bound * 0.01));
    }

    @Test
    void heIsUniformWithVarianceTwoOverInputs() {
        uniform(Initializer.he().weights(0, INPUTS, UNITS, 1), Math.sqrt(6.0 / INPUTS));
    }

    @Test
    void xavierIsUniformWithVarianceTwoOverInputsAndUnits() {
        uniform(Initializer.xavier().weights(0, INPUTS, UNITS, 1), Math.sqrt(6.0 / (INPUTS + UNITS)));
    }

    @Test
    void normalHasTheMomentsAndQuantilesOfANormal() {
        float[] weights = Initializer.normal(0.01).weights(0, INPUTS, UNITS, 1);
        assertThat(moment(weights, 1)).isCloseTo(0, within(5 * 0.01 / Math.sqrt(COUNT)));
        assertThat(moment(weights, 2)).isCloseTo(1e-4, within(5e-4 * Math.sqrt(2.0 / COUNT)));
        assertThat(moment(weights, 4)).isCloseTo(3e-8, within(5e-8 * Math.sqrt(96.0 / COUNT)));
        Arrays.sort(weights);
        // A quantile is off by √(p(1-p)/n) / density.
        assertThat((double) weights[(int) (0.975 * COUNT)] / 0.01).isCloseTo(1.95996, within(0.035));
        assertThat((double) weights[COUNT / 2] / 0.01).isCloseTo(0, within(0.017));
    }

    @ParameterizedTest
    @ValueSource(strings = {"he", "xavier", "normal:0.01"})
    void weightsFollowFromSeedAndLayerAlone(String text) {
        Initializer initializer = Initializer.parse(text);
        assertThat(initializer).hasToString(text);
        float[] weights = initializer.weights(1, 7, 5, 42);
        assertThat(initializer.weights(1, 7, 5, 42)).isEqualTo(weights);
        assertThat(initializer.weights(2, 7, 5, 42)).isNotEqualTo(weights);
        assertThat(initializer.weights(1, 7, 5, 43)).isNotEqualTo(weights);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "He",
                "normal",
                "normal:",
                "normal:x",
                "normal:0",
                "normal:-1",
                "normal:NaN",
                "normal:Infinity"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Initializer.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsAnyOf("unknown initial weights '" + text + "'", "needs a number", "must be positive");
    }
}
