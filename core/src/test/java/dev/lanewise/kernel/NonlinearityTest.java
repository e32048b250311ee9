package dev.lanewise.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The formulas of {@link Nonlinearity} against the same in doubles. */
public class NonlinearityTest {
    private static final EnumSet<Nonlinearity> FROM_INPUT = EnumSet.of(Nonlinearity.GELU, Nonlinearity.SILU);

    /** Each function as a textbook has it. */
    public static double exact(Nonlinearity function, double x) {
        return switch (function) {
            case LEAKY_RELU -> x > 0 ? x : 0.01f * x;
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case GELU -> x * gaussian(x);
            case SILU -> x / (1 + StrictMath.exp(-x));
        };
    }

    /** Φ(x) by the series of Marsaglia, which has converged once a term no longer shows. */
    private static double gaussian(double x) {
        if (Math.abs(x) > 8) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = x;
        for (int n = 3; Math.abs(term) > 1e-18; n += 2) {
            term *= x * x / n;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double exactDerivative(Nonlinearity function, double x) {
        double delta = 1e-5;
        return (exact(function, x + delta) - exact(function, x - delta)) / (2 * delta);
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreThoseOfTheFormula(Nonlinearity function) {
        for (float x = -12; x < 12; x += 0.00173f) {
            double wanted = exact(function, x);
            assertThat((double) function.of(x))
                    .as("%s(%s)", function, x)
                    .isCloseTo(wanted, within(4e-7 * Math.max(1, Math.abs(x))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void derivativesAreDifferences(Nonlinearity function) {
        for (float x = -12.00071f; x < 12; x += 0.00173f) {
            float kept = FROM_INPUT.contains(function) ? x : function.of(x);
            assertThat((double) function.derivative(kept))
                    .as("%s'(%s)", function, x)
                    .isCloseTo(exactDerivative(function, x), within(1e-6));
        }
    }

    /** A value near zero is a small number, not what is left of two large ones. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIGMOID")
    void smallNumbersKeepTheirDigits(Nonlinearity function) {
        for (float x = 1e-30f; x < 0.5f; x *= 1.01f) {
            for (float signed : new float[] {x, -x}) {
                double wanted = exact(function, signed);
                assertThat(function.of(signed) / wanted)
                        .as("%s(%s)", function, signed)
                        .isCloseTo(1, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void largeNumbersGoWhereTheFunctionGoes(Nonlinearity function) {
        for (float x : new float[] {20, 88, 89, 1000, 1e30f}) {
            for (float signed : new float[] {x, -x}) {
                double wanted = exact(function, signed);
                assertThat((double) function.of(signed))
                        .isCloseTo(wanted, within(1e-6 * Math.max(1, Math.abs(wanted))));
            }
            assertThat(function.derivative(FROM_INPUT.contains(function) ? x : function.of(x)))
                    .isBetween(0f, 1.001f);
            assertThat(function.derivative(FROM_INPUT.contains(function) ? -x : function.of(-x)))
                    .isBetween(-1e-6f, 0.0101f);
        }
    }

    @Test
    void nanStaysNan() {
        for (Nonlinearity each : Nonlinearity.values()) {
            assertThat(each.of(Float.NaN)).as(each.name()).isNaN();
        }
    }
}
