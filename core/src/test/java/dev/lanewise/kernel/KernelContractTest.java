package dev.lanewise.kernel;

import static dev.lanewise.kernel.KernelSamples.SIZES;
import static dev.lanewise.kernel.KernelSamples.beyondColumns;
import static dev.lanewise.kernel.KernelSamples.numbers;
import static dev.lanewise.kernel.KernelSamples.panels;
import static dev.lanewise.kernel.KernelSamples.withSpecials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.random.SplitMixTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of {@link Kernels}, in every implementation, against loops written from the contract alone, bit for bit (any NaN
 * equals any other), so that implementations also agree with each other: here, or in {@link ProductsTest}, {@link
 * ListedProductsTest}, {@link LayerNormKernelsTest} and {@link OptimizerKernelsTest}.
 */
@Tag("width")
class KernelContractTest {
    private static final int WIDTH = PanelMatrix.WIDTH;

    static Stream<Kernels> kernels() {
        return KernelSamples.kernels();
    }

    @Test
    void everyMethodOfTheContractHasATest() {
        Stream<String> covered = Stream.of(
                        KernelContractTest.class,
                        ProductsTest.class,
                        ListedProductsTest.class,
                        LayerNormKernelsTest.class,
                        OptimizerKernelsTest.class)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .map(each -> each.getAnnotation(Covers.class))
                .filter(Objects::nonNull)
                .map(Covers::value);
        Stream<String> methods = Arrays.stream(Kernels.class.getMethods()).map(Method::getName);
        assertThat(covered.collect(Collectors.toSet())).isEqualTo(methods.collect(Collectors.toSet()));
    }

    @Test
    @Covers("name")
    void namesAreThoseUsersType() {
        assertThat(kernels().map(Kernels::name)).containsExactly("reference", "simd");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("describe")
    void descriptionsStartWithTheName(Kernels kernels) {
        assertThat(kernels.describe()).startsWith(kernels.name() + ", ");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("columnSums")
    void columnsAreAddedFromTheTop(Kernels kernels) {
        for (int depth : SIZES) {
            float[] a = numbers(new SplittableRandom(depth), depth * 75);
            PanelMatrix matrix = panels(depth, 75, a);
            for (int panel = 0; panel < matrix.panels(); panel++) {
                for (int used = 0; used <= depth; used += Math.max(1, depth / 2)) {
                    float[] expected = new float[WIDTH];
                    for (int j = 0; j < matrix.panelColumns(panel); j++) {
                        for (int r = 0; r < used; r++) {
                            expected[j] += a[r * 75 + panel * WIDTH + j];
                        }
                    }
                    float[] out = new float[WIDTH];
                    Arrays.fill(out, Float.NaN);
                    kernels.columnSums(matrix, panel, used, out);
                    assertThat(out).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("transpose")
    void transposeExchangesRowsAndColumns(Kernels kernels) {
        int size = WIDTH * WIDTH;
        float[] source = numbers(new SplittableRandom(1), size + 100);
        float[] target = numbers(new SplittableRandom(2), size + 100);
        float[] expected = target.clone();
        for (int i = 0; i < WIDTH; i++) {
            for (int j = 0; j < WIDTH; j++) {
                expected[71 + j * WIDTH + i] = source[13 + i * WIDTH + j];
            }
        }
        float[] unchanged = source.clone();
        kernels.transpose(source, 13, target, 71, new float[size]);
        assertThat(target).isEqualTo(expected);
        assertThat(source).isEqualTo(unchanged);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("relu")
    void reluClearsWhatIsNotPositiveAndKeepsNan(Kernels kernels) {
        for (int length : SIZES) {
            float[] x = withSpecials(length, length + 20);
            float[] expected = x.clone();
            for (int i = 5; i < 5 + length; i++) {
                expected[i] = Float.isNaN(x[i]) ? Float.NaN : x[i] > 0 ? x[i] : 0f;
            }
            kernels.relu(x, 5, length);
            assertThat(x).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("reluGradient")
    void reluGradientFlowsWhereTheOutputIsNotZero(Kernels kernels) {
        for (int length : SIZES) {
            float[] output = withSpecials(length, length + 20);
            float[] gradient = withSpecials(-length, length + 20);
            float[] expected = gradient.clone();
            float[] unchanged = output.clone();
            for (int i = 3; i < 3 + length; i++) {
                expected[i] = output[i] == 0 ? 0f : gradient[i];
            }
            kernels.reluGradient(output, gradient, 3, length);
            assertThat(gradient).isEqualTo(expected);
            assertThat(output).isEqualTo(unchanged);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("apply")
    void functionsAreAppliedToEachNumber(Kernels kernels) {
        for (Nonlinearity function : Nonlinearity.values()) {
            for (int length : SIZES) {
                float[] x = withSpecials(length, length + 20);
                float[] expected = x.clone();
                for (int i = 5; i < 5 + length; i++) {
                    expected[i] = function.of(x[i]);
                }
                kernels.apply(function, x, 5, length);
                assertThat(x).as("%s of %d", function, length).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("apply")
    void functionsOfManyNumbersHaveTheBitsOfTheFormula(Kernels kernels) {
        for (Nonlinearity function : Nonlinearity.values()) {
            float[] x = new float[40_000];
            float[] expected = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = (i - x.length / 2) * 0.00123f;
                expected[i] = function.of(x[i]);
            }
            kernels.apply(function, x, 0, x.length);
            assertThat(x).as(function.name()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("applyGradient")
    void gradientsAreMultipliedByTheDerivative(Kernels kernels) {
        for (Nonlinearity function : Nonlinearity.values()) {
            for (int length : SIZES) {
                float[] kept = withSpecials(length, length + 20);
                float[] gradient = withSpecials(-length, length + 20);
                float[] expected = gradient.clone();
                float[] unchanged = kept.clone();
                for (int i = 3; i < 3 + length; i++) {
                    expected[i] = gradient[i] * function.derivative(kept[i]);
                }
                kernels.applyGradient(function, kept, gradient, 3, length);
                assertThat(gradient).as("%s of %d", function, length).isEqualTo(expected);
                assertThat(kept).isEqualTo(unchanged);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("scale")
    void scaleMultiplies(Kernels kernels) {
        for (int length : SIZES) {
            for (float factor : new float[] {0f, 1f, -0.3f, 1e30f}) {
                float[] x = withSpecials(length, length + 20);
                float[] expected = x.clone();
                for (int i = 9; i < 9 + length; i++) {
                    expected[i] = x[i] * factor;
                }
                kernels.scale(x, 9, length, factor);
                assertThat(x).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("dropout")
    void dropoutDropsByTheBitsOfSplittableRandom(Kernels kernels) {
        long[] thresholds = {0, 1, 1L << 30, 1L << 31, Math.round(0.9 * 0x1p32), 0xFFFF_FFFFL, 1L << 32};
        for (int width : new int[] {1, 2, 10, 31, 32, 33, 97, 333}) {
            for (long threshold : thresholds) {
                dropout(kernels, 5, Math.min(width, WIDTH), width, 3L * width, threshold);
                dropout(kernels, 8, (width - 1) % WIDTH + 1, width, (1L << 40) + 7, threshold);
            }
        }
    }

    private static void dropout(Kernels kernels, int rows, int columns, int width, long first, long threshold) {
        long key = 0x5DEECE66DL * width + threshold;
        float[] x = withSpecials(width, rows * WIDTH + 40);
        int offset = 17;
        for (int r = 0; r < rows; r++) { // what lies beyond the last column is zero
            Arrays.fill(x, offset + r * WIDTH + columns, offset + (r + 1) * WIDTH, 0f);
        }
        float[] expected = x.clone();
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                int at = offset + r * WIDTH + j;
                long bits = Integer.toUnsignedLong(SplitMixTest.jdkBits(key, first + (long) r * width + j));
                expected[at] = bits < threshold ? 0f : x[at] * 1.25f;
            }
        }
        kernels.dropout(x, offset, rows, columns, key, first, width, threshold, 1.25f);
        assertThat(x).as("width %d, threshold %d", width, threshold).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("mask")
    void theMaskIsZeroWhereDropoutDrops(Kernels kernels) {
        for (long threshold : new long[] {0, 1, 1L << 30, 1L << 31, 0xFFFF_FFFFL, 1L << 32}) {
            for (int columns = 1; columns <= WIDTH; columns++) {
                int width = 3 * columns + (int) (threshold & 1);
                long first = (1L << 33) - columns;
                float[] expected = new float[5 * columns + 3];
                Arrays.fill(expected, -7);
                float[] out = expected.clone();
                for (int i = 0; i < 5 * columns; i++) {
                    int bits = SplitMixTest.jdkBits(99, first + (long) (i / columns) * width + i % columns);
                    expected[i] = Integer.toUnsignedLong(bits) < threshold ? 0 : 1;
                }
                kernels.mask(out, 5, columns, 99, first, width, threshold);
                assertThat(out)
                        .as("%d columns, threshold %d", columns, threshold)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("bits")
    void bitsAreThoseOfSplittableRandom(Kernels kernels) {
        for (int columns = 1; columns <= WIDTH; columns++) {
            for (int width : new int[] {columns, columns + 1, 1000}) {
                for (long first : new long[] {0, 1, 12_345, (1L << 33) - 1}) {
                    int[] expected = new int[4 * columns + 3];
                    Arrays.fill(expected, -7);
                    int[] out = expected.clone();
                    for (int i = 0; i < 4 * columns; i++) {
                        expected[i] = SplitMixTest.jdkBits(
                                columns * 31L - width, first + (long) (i / columns) * width + i % columns);
                    }
                    kernels.bits(out, 4, columns, columns * 31L - width, first, width);
                    assertThat(out).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("normals")
    void normalsAreThoseOfPolynomials(Kernels kernels) {
        for (int length : SIZES) {
            SplittableRandom random = new SplittableRandom(length);
            int[] bits = random.ints(length + 5).toArray();
            for (int i = 0; i < length; i += 3) {
                bits[i] >>= random.nextInt(24); // the lower tail; shifted with the sign, so the upper one too
            }
            float[] expected = new float[length + 5];
            for (int i = 0; i < length; i++) {
                expected[i] = Polynomials.normal(bits[i]);
            }
            float[] out = new float[length + 5];
            kernels.normals(bits, out, length);
            assertThat(out).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("exp")
    void exponentialsAreThoseOfPolynomials(Kernels kernels) {
        for (int length : SIZES) {
            for (float shift : new float[] {0f, 3.3f, -40f, 90f}) {
                float[] x = withSpecials(length, length + 9);
                float[] expected = x.clone();
                for (int i = 4; i < 4 + length; i++) {
                    x[i] -= shift;
                    expected[i] = Polynomials.exp(x[i]);
                }
                kernels.exp(x, 4, length);
                assertThat(x).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("gather")
    void imagesAreGatheredAndScaled(Kernels kernels) {
        int[] order = {4, 0, 3, 3, 1, 2};
        for (int features : SIZES) {
            byte[] pixels = new byte[5 * features];
            new SplittableRandom(features).nextBytes(pixels);
            pixels[0] = (byte) 255;
            float[] expected = numbers(new SplittableRandom(-features), 7 * features);
            PanelMatrix x = panels(7, features, expected);
            for (int r = 0; r < 4; r++) {
                for (int c = 0; c < features; c++) {
                    expected[(2 + r) * features + c] = (pixels[order[1 + r] * features + c] & 0xFF) * (1 / 255f);
                }
            }
            kernels.gather(pixels, features, order, 1, 4, x, 2);
            assertThat(x.toRowMajor()).isEqualTo(expected);
            assertThat(beyondColumns(x)).containsOnly(0f);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("gatherRows")
    void fourRowsAreGathered(Kernels kernels) {
        for (int columns : SIZES) {
            float[][] rows = new float[4][];
            Arrays.setAll(rows, r -> withSpecials(r, columns));
            float[] before = numbers(new SplittableRandom(columns), 9 * columns);
            PanelMatrix matrix = panels(9, columns, before);
            float[] expected = before.clone();
            for (int r = 0; r < 4; r++) {
                System.arraycopy(rows[r], 0, expected, (3 + r) * columns, columns);
            }
            kernels.gatherRows(rows[0], rows[1], rows[2], rows[3], matrix, 3);
            assertThat(matrix.toRowMajor()).isEqualTo(expected);
            assertThat(beyondColumns(matrix)).containsOnly(0f);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("setRow")
    void rowIsReplaced(Kernels kernels) {
        for (int columns : SIZES) {
            float[] row = withSpecials(columns, columns + 2);
            float[] before = numbers(new SplittableRandom(columns), 9 * columns);
            PanelMatrix matrix = panels(9, columns, before);
            System.arraycopy(row, 1, before, 3 * columns, columns);
            kernels.setRow(matrix, 3, row, 1);
            assertThat(matrix.toRowMajor()).isEqualTo(before);
            assertThat(beyondColumns(matrix)).containsOnly(0f);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("getRow")
    void rowIsRead(Kernels kernels) {
        for (int columns : SIZES) {
            float[] all = withSpecials(columns, 9 * columns);
            float[] expected = new float[columns + 2];
            System.arraycopy(all, 3 * columns, expected, 1, columns);
            float[] read = new float[columns + 2];
            kernels.getRow(panels(9, columns, all), 3, read, 1);
            assertThat(read).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("standardize")
    void columnsAreCentredAndScaledInSomeRows(Kernels kernels) {
        for (int columns : SIZES) {
            SplittableRandom random = new SplittableRandom(columns);
            float[] x = numbers(random, 13 * columns);
            PanelMatrix matrix = panels(13, columns, x);
            float[] mean = Arrays.copyOf(numbers(random, columns), matrix.panels() * WIDTH);
            float[] inverse = Arrays.copyOf(numbers(random, columns), matrix.panels() * WIDTH);
            float[] expected = x.clone();
            for (int i = 2 * columns; i < 12 * columns; i++) {
                expected[i] = (x[i] - mean[i % columns]) * inverse[i % columns];
            }
            kernels.standardize(matrix, 2, 10, mean, inverse);
            assertThat(matrix.toRowMajor()).isEqualTo(expected);
            assertThat(beyondColumns(matrix)).containsOnly(0f);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("finite")
    void oneNumberThatIsNotFiniteIsFound(Kernels kernels) {
        for (int length : SIZES) {
            float[] x = new float[length + 4];
            Arrays.fill(x, -Float.MAX_VALUE);
            x[1] = Float.NaN;
            x[length + 2] = Float.POSITIVE_INFINITY;
            assertThat(kernels.finite(x, 2, length)).isTrue();
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                for (int i = 2; i < length + 2; i++) {
                    x[i] = bad;
                    assertThat(kernels.finite(x, 2, length))
                            .as("%s at %d of %d", bad, i - 2, length)
                            .isFalse();
                    x[i] = 1f;
                }
            }
        }
        assertThat(kernels.finite(new float[] {Float.NaN}, 0, 0)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("copyFinite")
    void copyingStopsAtThePieceThatIsNotFinite(Kernels kernels) {
        for (int length : SIZES) {
            float[] x = withSpecials(length, length + 5);
            for (int i = 0; i < x.length; i++) {
                x[i] = Float.isFinite(x[i]) ? x[i] : -0f;
            }
            x[1] = Float.NaN;
            x[length + 2] = Float.NaN;
            copy(kernels, x, length, length);
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                for (int i = 0; i < length; i++) {
                    float good = x[2 + i];
                    x[2 + i] = bad;
                    copy(kernels, x, length, i / WIDTH * WIDTH);
                    x[2 + i] = good;
                }
            }
        }
    }

    private static void copy(Kernels kernels, float[] x, int length, int copied) {
        float[] expected = new float[length + 8];
        Arrays.fill(expected, 7);
        float[] target = expected.clone();
        System.arraycopy(x, 2, expected, 3, copied);
        assertThat(kernels.copyFinite(x, 2, target, 3, length)).isEqualTo(copied);
        assertThat(target).isEqualTo(expected);
    }
}
