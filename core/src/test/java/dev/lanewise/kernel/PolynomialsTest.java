package dev.lanewise.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolynomialsTest {
    /** Every so manieth float; a prime, so that all bits of the mantissa take part. */
    private static final int STRIDE = 997;

    private static final int NORMALS = 1 << 24;

    /** The greatest error, in units in the last place, over the floats from {@code from} to {@code to}, both of one sign. */
    private static double worst(float from, float to, UnaryOperator<Float> actual, DoubleUnaryOperator exact) {
        int first = Float.floatToIntBits(from);
        int last = Float.floatToIntBits(to);
        double worst = 0;
        for (int bits = Math.min(first, last); bits <= Math.max(first, last) - STRIDE; bits += STRIDE) {
            float x = Float.intBitsToFloat(bits);
            double wanted = exact.applyAsDouble(x);
            worst = Math.max(worst, Math.abs(actual.apply(x) - wanted) / Math.ulp((float) wanted));
        }
        return worst;
    }

    @Test
    void expIsWithinTwoUlps() {
        assertThat(worst(0f, 88f, Polynomials::exp, StrictMath::exp)).isLessThan(2);
        assertThat(worst(-0f, -87f, Polynomials::exp, StrictMath::exp)).isLessThan(2);
    }

    @Test
    void expKeepsItsEnds() {
        assertThat(Polynomials.exp(0f)).isEqualTo(1f);
        assertThat(Polynomials.exp(-0f)).isEqualTo(1f);
        assertThat(Polynomials.exp(-87f)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
        assertThat(Polynomials.exp(Math.nextDown(-87f))).isZero();
        assertThat(Polynomials.exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Polynomials.exp(88f)).isFinite();
        assertThat(Polynomials.exp(89f)).isEqualTo(Polynomials.exp(88f));
        assertThat(Polynomials.exp(Float.POSITIVE_INFINITY)).isEqualTo(Polynomials.exp(88f));
    }

    @Test
    void expOfAnyNanIsNan() {
        for (int payload : new int[] {0x7FC00000, 0xFFC00000, 0x7FC00001, 0x7F800001, 0xFFFFFFFF, 0x7FC1A9E5}) {
            assertThat(Polynomials.exp(Float.intBitsToFloat(payload))).isNaN();
        }
    }

    @Test
    void expFallsNowhereByMoreThanItsError() {
        float before = 0;
        for (float x = -90f; x < 88f; x += 0.001f) {
            float y = Polynomials.exp(x);
            assertThat(y).isGreaterThanOrEqualTo(before - 2 * Math.ulp(before));
            before = y;
        }
    }

    private static float normal(int k) {
        return Polynomials.normal(k << 8);
    }

    @Test
    void normalsLookAtTheUpper24BitsOnly() {
        for (int k = 0; k < NORMALS; k += 12_345) {
            assertThat(Polynomials.normal(k << 8 | 0xFF)).isEqualTo(normal(k));
        }
    }

    @Test
    void normalsAreSymmetric() {
        for (int k = 0; k < NORMALS / 2; k += 7) {
            assertThat(normal(k)).isEqualTo(-normal(NORMALS - 1 - k));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.9, 1.2815515655446004",
        "0.95, 1.6448536269514722",
        "0.975, 1.959963984540054",
        "0.99, 2.3263478740408408",
        "0.995, 2.5758293035489004",
        "0.999, 3.090232306167813",
        "0.9999, 3.719016485455709"
    })
    void normalsAreTheQuantilesOfTheTables(double probability, double quantile) {
        double place = probability * NORMALS - 0.5;
        int k = (int) place;
        double between = normal(k) + (place - k) * (normal(k + 1) - normal(k));
        assertThat(between).isCloseTo(quantile, within(1e-6 * quantile));
    }

    /**
     * All of them: the integral of the density up to the k-th must be (k + ½) / 2²⁴. The integral is a sum of Simpson's rule from
     * each to the next, from the middle up.
     */
    @Test
    void everyNormalIsAtItsPlaceInTheDistribution() {
        double probability = 0.5;
        double z = 0;
        double worst = 0;
        for (int k = NORMALS / 2; k < NORMALS; k++) {
            double next = normal(k);
            probability += integral(z, next);
            z = next;
            double error = (probability - (k + 0.5) / NORMALS) / density(z);
            worst = Math.max(worst, Math.abs(error) / Math.max(1, z));
        }
        assertThat(worst).isLessThan(1e-6);
        assertThat(z).isBetween(5.2, 5.5);
    }

    /** Of the density, by Simpson's rule on pieces that are short enough for it. */
    private static double integral(double from, double to) {
        int pieces = (int) Math.ceil(Math.abs(to - from) / 0.01);
        double width = (to - from) / pieces;
        double sum = 0;
        for (int i = 0; i < pieces; i++) {
            double start = from + i * width;
            sum += width / 6 * (density(start) + 4 * density(start + width / 2) + density(start + width));
        }
        return sum;
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    @Test
    void normalsHaveVarianceOneAndKurtosisThree() {
        double second = 0;
        double fourth = 0;
        for (int k = 0; k < NORMALS; k += 3) {
            double square = (double) normal(k) * normal(k);
            second += square;
            fourth += square * square;
        }
        double count = NORMALS / 3.0;
        assertThat(second / count).isCloseTo(1, within(1e-4));
        assertThat(fourth / count).isCloseTo(3, within(1e-2));
    }
}
