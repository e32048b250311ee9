package dev.lanewise.kernel;

import static dev.lanewise.kernel.KernelSamples.SIZES;
import static dev.lanewise.kernel.KernelSamples.numbers;
import static dev.lanewise.kernel.KernelSamples.withSpecials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layer normalisation, bit for bit against loops written from the contract, and close to PyTorch's formula in doubles. */
@Tag("width")
class LayerNormKernelsTest {
    private static final int OFFSET = 5;
    private static final int STRIDE = 40;

    static Stream<Kernels> kernels() {
        return KernelSamples.kernels();
    }

    /** A row of some columns, within an array that has other numbers between its panels. */
    private static final class Row {
        final float[] array;
        final int columns;

        Row(int columns, float[] array) {
            this.array = array;
            this.columns = columns;
        }

        static Row of(int columns, int seed) {
            return new Row(columns, numbers(new SplittableRandom(seed), length(columns)));
        }

        static int length(int columns) {
            return OFFSET + (columns / 32 + 1) * STRIDE;
        }

        Row copy() {
            return new Row(columns, array.clone());
        }

        float get(int column) {
            return array[OFFSET + column / 32 * STRIDE + column % 32];
        }

        void set(int column, float value) {
            array[OFFSET + column / 32 * STRIDE + column % 32] = value;
        }
    }

    /** The order of summation that the contract promises. */
    private static float total(float[] sums) {
        float[] four = new float[4];
        for (int i = 0; i < 8; i++) {
            for (int l = 0; l < 4; l++) {
                four[l] += sums[4 * i + l];
            }
        }
        return (four[0] + four[1]) + (four[2] + four[3]);
    }

    private static float expectForward(Row x, float[] gamma, float[] beta, Row out) {
        float[] sums = new float[32];
        float[] squares = new float[32];
        for (int j = 0; j < x.columns; j++) {
            sums[j % 32] += x.get(j);
        }
        float mean = total(sums) / x.columns;
        for (int j = 0; j < x.columns; j++) {
            squares[j % 32] = Math.fma(x.get(j) - mean, x.get(j) - mean, squares[j % 32]);
        }
        float inverse = 1f / (float) Math.sqrt(total(squares) / x.columns + 1e-5f);
        for (int j = 0; j < x.columns; j++) {
            x.set(j, (x.get(j) - mean) * inverse);
            out.set(j, Math.fma(x.get(j), gamma[j], beta[j]));
        }
        return inverse;
    }

    private static void expectBackward(Row gradient, Row normalized, float[] gamma, float inverse, Row out) {
        float[] sums = new float[32];
        float[] products = new float[32];
        for (int j = 0; j < out.columns; j++) {
            float d = gradient.get(j) * gamma[j];
            sums[j % 32] += d;
            products[j % 32] = Math.fma(d, normalized.get(j), products[j % 32]);
        }
        float a = total(sums) / out.columns;
        float b = total(products) / out.columns;
        for (int j = 0; j < out.columns; j++) {
            float d = gradient.get(j) * gamma[j];
            out.set(j, inverse * Math.fma(-b, normalized.get(j), d - a));
            normalized.set(j, gradient.get(j) * normalized.get(j));
        }
    }

    private static IntStream sizes() {
        return IntStream.concat(Arrays.stream(SIZES), IntStream.of(128, 200, 1024));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("layerNorm")
    void rowsAreNormalizedScaledAndShifted(Kernels kernels) {
        sizes().forEach(columns -> {
            Row numbers = Row.of(columns, columns);
            Row specials = new Row(columns, withSpecials(columns, Row.length(columns)));
            Row equal = Row.of(columns, 0);
            IntStream.range(0, columns).forEach(j -> equal.set(j, 7));
            for (Row x : new Row[] {numbers, specials, equal}) {
                forward(kernels, x);
            }
        });
    }

    private static void forward(Kernels kernels, Row x) {
        float[] gamma = numbers(new SplittableRandom(1), x.columns);
        float[] beta = numbers(new SplittableRandom(2), x.columns);
        Row expectedX = x.copy();
        Row expectedOut = Row.of(x.columns, 3);
        Row actualX = x.copy();
        Row actualOut = expectedOut.copy();
        float inverse = expectForward(expectedX, gamma, beta, expectedOut);
        float[] scratch = new float[32];
        float actual =
                kernels.layerNorm(actualX.array, OFFSET, STRIDE, x.columns, gamma, beta, actualOut.array, scratch);
        assertThat(Float.compare(actual, inverse)).isZero(); // so that NaN equals NaN
        assertThat(actualX.array).isEqualTo(expectedX.array);
        assertThat(actualOut.array).isEqualTo(expectedOut.array);
        Row inPlace = x.copy();
        kernels.layerNorm(inPlace.array, OFFSET, STRIDE, x.columns, gamma, beta, inPlace.array, scratch);
        IntStream.range(0, x.columns)
                .forEach(j -> assertThat(Float.compare(inPlace.get(j), expectedOut.get(j)))
                        .isZero());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("layerNormGradient")
    void gradientsGoBackThroughTheNormalization(Kernels kernels) {
        sizes().forEach(columns -> {
            Row specials = new Row(columns, withSpecials(-columns, Row.length(columns)));
            for (Row gradient : new Row[] {Row.of(columns, 4), specials}) {
                Row normalized = Row.of(columns, 5);
                float[] gamma = numbers(new SplittableRandom(6), columns);
                Row expectedNormalized = normalized.copy();
                Row expected = Row.of(columns, 7);
                Row actual = expected.copy();
                expectBackward(gradient, expectedNormalized, gamma, 1.7f, expected);
                float[] unchanged = gradient.array.clone();
                kernels.layerNormGradient(
                        gradient.array,
                        normalized.array,
                        OFFSET,
                        STRIDE,
                        columns,
                        gamma,
                        1.7f,
                        actual.array,
                        new float[64]);
                assertThat(actual.array).isEqualTo(expected.array);
                assertThat(normalized.array).isEqualTo(expectedNormalized.array);
                assertThat(gradient.array).isEqualTo(unchanged);
            }
        });
    }

    /** {@code (x - E[x]) / √(Var[x] + ε) · γ + β} with the biased variance, as PyTorch documents {@code LayerNorm}. */
    private static double[] ofPyTorch(double[] x, float[] gamma, float[] beta) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(each -> (each - mean) * (each - mean)).sum() / x.length;
        double[] out = new double[x.length];
        Arrays.setAll(out, j -> (x[j] - mean) / Math.sqrt(variance + 1e-5) * gamma[j] + beta[j]);
        return out;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void outputsAndGradientsAreThoseOfPyTorchsFormula(Kernels kernels) {
        for (int columns : new int[] {2, 33, 100, 300}) {
            Row row = Row.of(columns, 8);
            double[] x = IntStream.range(0, columns).mapToDouble(row::get).toArray();
            float[] gamma = numbers(new SplittableRandom(9), columns);
            float[] beta = numbers(new SplittableRandom(10), columns);
            Row out = Row.of(columns, 11);
            float inverse =
                    kernels.layerNorm(row.array, OFFSET, STRIDE, columns, gamma, beta, out.array, new float[32]);
            double[] expected = ofPyTorch(x, gamma, beta);
            for (int j = 0; j < columns; j++) {
                assertThat((double) out.get(j)).isCloseTo(expected[j], within(5e-6));
            }
            Row gradient = Row.of(columns, 12);
            kernels.layerNormGradient(
                    gradient.array, row.array, OFFSET, STRIDE, columns, gamma, inverse, out.array, new float[64]);
            for (int j = 0; j < columns; j++) {
                assertThat((double) out.get(j)).isCloseTo(difference(x, j, gamma, beta, gradient), within(5e-6));
            }
        }
    }

    /** The derivative by {@code x[j]} of the outputs' sum, each times its gradient. */
    private static double difference(double[] x, int j, float[] gamma, float[] beta, Row gradient) {
        double delta = 1e-6;
        double[] above = x.clone();
        double[] below = x.clone();
        above[j] += delta;
        below[j] -= delta;
        double[] high = ofPyTorch(above, gamma, beta);
        double[] low = ofPyTorch(below, gamma, beta);
        return IntStream.range(0, x.length)
                        .mapToDouble(i -> gradient.get(i) * (high[i] - low[i]))
                        .sum()
                / (2 * delta);
    }
}
