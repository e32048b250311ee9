package dev.lanewise.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowersTest {
    @Test
    void ofWholeNumbersAreExact() {
        assertThat(Powers.power(3, 0)).isEqualTo(1);
        assertThat(Powers.power(3, 1)).isEqualTo(3);
        assertThat(Powers.power(3, 21)).isEqualTo(10_460_353_203.0);
        assertThat(Powers.power(0.5, 5000)).isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {0.5f, 0.9f, 0.99f, 0.999f, 0.9999f})
    void adamsCorrectionsAreThoseOfTheExactPowers(float beta) {
        Optimizer adam = new Optimizer.Adam(beta, beta, 1e-8f, 0);
        for (long number = 0; number < 100_000; number++) {
            double exact = StrictMath.pow(beta, number + 1.0);
            assertThat(Powers.power(beta, number + 1)).isCloseTo(exact, within(1e-11));
            assertThat(adam.rate(0.001f, number)).isEqualTo((float) (0.001f / (1 - exact)));
            assertThat(adam.correction(number)).isEqualTo((float) (1 / Math.sqrt(1 - exact)));
        }
    }

    @Test
    void stepsOfTheRateAreThoseOfTheExactPowers() {
        for (double factor : new double[] {0.1, 0.3, 0.5, 0.9, 0.95, 0.99}) {
            for (int epoch = 0; epoch < 1000; epoch++) {
                float rate = (float) (0.2f * Schedule.step(1, factor).factor(epoch, 1000));
                assertThat(rate).isEqualTo((float) (0.2f * StrictMath.pow(factor, epoch)));
            }
        }
    }
}
