package dev.lanewise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.kernel.choice.KernelChoice;
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
 * Every method of {@link Kernels}, in every implementation, against loops written here from the contract alone, bit for bit (any
 * NaN equals any other). So implementations also agree with each other.
 */
@Tag("width")
class KernelContractTest {
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int TILE = PanelMatrix.TILE_ROWS;

    /** Around the vector lengths, the tiles and the panels there are or may be. */
    private static final int[] SIZES = {
        1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 20, 23, 24, 25, 31, 32, 33, 47, 48, 49, 63, 64, 65, 97, 101
    };

    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE
    };

    static Stream<Kernels> kernels() {
        return Stream.of(new ReferenceKernels(), KernelChoice.choose("simd"));
    }

    @Test
    void everyMethodOfTheContractHasATest() {
        Stream<String> covered = Stream.of(KernelContractTest.class, ListedProductsTest.class)
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
    @Covers("multiply")
    void productsAreOneChainOfFmaFromTheStart(Kernels kernels) {
        for (int size : SIZES) {
            multiply(kernels, TILE, size, 10);
            multiply(kernels, 3 * TILE, 13, size);
            multiply(kernels, size, 29, 35);
        }
        multiply(kernels, 97, 101, 103);
        for (int depth :
                new int[] {127, 128, 129, 255, 257, 511, 512, 513, 784}) { // about the blocks that k is cut into
            multiply(kernels, 23, depth, 42);
        }
        multiply(kernels, 136, 784, 10);
    }

    private static void multiply(Kernels kernels, int m, int k, int n) {
        SplittableRandom random = new SplittableRandom(m + 1000L * k + 1_000_000L * n);
        float[] a = numbers(random, m * k);
        float[] b = numbers(random, k * n);
        float[] start = numbers(random, n);
        float[] before = numbers(random, m * n);
        PanelMatrix left = panels(m, k, a);
        PanelMatrix right = panels(k, n, b);
        PanelMatrix product = panels(m, n, before);
        // All rows, in two runs; of the panels the first is left out, to see that it is left alone.
        int skipped = product.panels() > 1 ? 1 : 0;
        int rows = (int) PanelMatrix.roundUp(m, TILE);
        int cut = rows / TILE / 2 * TILE;
        float[] padded = Arrays.copyOf(start, product.panels() * WIDTH);
        for (int panel = skipped; panel < product.panels(); panel++) {
            kernels.multiply(left, 0, cut, right, panel, padded, product);
            kernels.multiply(left, cut, rows - cut, right, panel, padded, product);
        }
        float[] expected = before.clone();
        for (int r = 0; r < m; r++) {
            for (int j = skipped * WIDTH; j < n; j++) {
                float sum = start[j];
                for (int i = 0; i < k; i++) {
                    sum = Math.fma(a[r * k + i], b[i * n + j], sum);
                }
                expected[r * n + j] = sum;
            }
        }
        assertThat(product.toRowMajor()).as("%d x %d x %d", m, k, n).isEqualTo(expected);
        assertThat(beyondColumns(product)).containsOnly(0f);
        assertThat(left.toRowMajor()).isEqualTo(a);
        assertThat(right.toRowMajor()).isEqualTo(b);
        assertThat(Arrays.copyOf(padded, n)).isEqualTo(start);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiply")
    void productsOfSomeRowsLeaveTheOthersAlone(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(7);
        float[] before = numbers(random, 4 * TILE * 11);
        PanelMatrix product = panels(4 * TILE, 11, before);
        PanelMatrix left = panels(4 * TILE, 6, numbers(random, 4 * TILE * 6));
        kernels.multiply(left, TILE, 2 * TILE, panels(6, 11, numbers(random, 66)), 0, new float[WIDTH], product);
        float[] after = product.toRowMajor();
        assertThat(Arrays.copyOf(after, TILE * 11)).isEqualTo(Arrays.copyOf(before, TILE * 11));
        assertThat(Arrays.copyOfRange(after, 3 * TILE * 11, 4 * TILE * 11))
                .isEqualTo(Arrays.copyOfRange(before, 3 * TILE * 11, 4 * TILE * 11));
        assertThat(after[TILE * 11]).isNotEqualTo(before[TILE * 11]);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyRow")
    void productsOfOneRowHaveTheBitsOfProductsOfMany(Kernels kernels) {
        for (int size : SIZES) {
            for (double zeros : new double[] {0, 0.5, 1}) {
                multiplyRow(kernels, size, 10, zeros);
                multiplyRow(kernels, 41, size, zeros);
                multiplyRow(kernels, 97, 4 * size, zeros);
            }
        }
        multiplyRow(kernels, 784, 256, 0.5);
    }

    private static void multiplyRow(Kernels kernels, int k, int n, double zeros) {
        SplittableRandom random = new SplittableRandom(k + 1000L * n);
        PanelMatrix left = new PanelMatrix(TILE, k);
        PanelMatrix right = panels(k, n, numbers(random, k * n));
        PanelMatrix product = new PanelMatrix(TILE, n);
        float[] x = Arrays.copyOf(numbers(random, k), PanelMatrix.panels(k) * WIDTH);
        for (int i = 0; i < k; i++) {
            x[i] = random.nextDouble() < zeros ? -0f : x[i];
        }
        left.setRow(0, x, 0);
        float[] start = Arrays.copyOf(numbers(random, n), product.panels() * WIDTH);
        for (int panel = 0; panel < product.panels(); panel++) {
            kernels.multiply(left, 0, TILE, right, panel, start, product);
        }
        float[] expected = new float[start.length];
        product.getRow(0, expected, 0);
        float[] before = x.clone();
        float[] out = numbers(random, start.length);
        kernels.multiplyRow(x, right, start, out);
        assertThat(out).as("%d x %d, %f zeros", k, n, zeros).isEqualTo(expected);
        assertThat(x).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyTransposed")
    void transposedProductsAreOneChainOfFmaFromTheStart(Kernels kernels) {
        for (int size : SIZES) {
            multiplyTransposed(kernels, size, 5, 10);
            multiplyTransposed(kernels, 6, size, 37);
            multiplyTransposed(kernels, 7, 35, size);
        }
        multiplyTransposed(kernels, 256, 70, 45);
    }

    private static void multiplyTransposed(Kernels kernels, int depth, int m, int n) {
        SplittableRandom random = new SplittableRandom(depth + 1000L * m + 1_000_000L * n);
        float[] a = numbers(random, depth * m);
        float[] b = numbers(random, depth * n);
        PanelMatrix left = panels(depth, m, a);
        PanelMatrix right = panels(depth, n, b);
        for (int used : new int[] {0, 1, depth - 1, depth}) {
            for (int aPanel = 0; aPanel < left.panels(); aPanel++) {
                for (int bPanel = 0; bPanel < right.panels(); bPanel++) {
                    int rows = left.panelColumns(aPanel);
                    float[] start = numbers(random, WIDTH * WIDTH);
                    float[] expected = Arrays.copyOf(start, rows * WIDTH);
                    addTransposedBlock(a, m, aPanel, b, n, bPanel, used, expected);
                    float[] unchanged = start.clone();
                    float[] out = new float[WIDTH * WIDTH];
                    Arrays.fill(out, Float.NaN); // what an earlier block left behind
                    kernels.multiplyTransposed(left, aPanel, right, bPanel, used, start, out);
                    assertThat(Arrays.copyOf(out, rows * WIDTH))
                            .as("depth %d of %d, %d x %d, block %d, %d", used, depth, m, n, aPanel, bPanel)
                            .isEqualTo(expected);
                    assertThat(start).isEqualTo(unchanged);
                }
            }
        }
    }

    private static void addTransposedBlock(
            float[] a, int m, int aPanel, float[] b, int n, int bPanel, int depth, float[] out) {
        for (int i = 0; i < out.length / WIDTH; i++) {
            for (int j = 0; j < Math.min(WIDTH, n - bPanel * WIDTH); j++) {
                for (int r = 0; r < depth; r++) {
                    out[i * WIDTH + j] =
                            Math.fma(a[r * m + aPanel * WIDTH + i], b[r * n + bPanel * WIDTH + j], out[i * WIDTH + j]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyTransposed")
    void aTransposedProductGoesOnWhereItsFirstRowsEnded(Kernels kernels) {
        int depth = 23;
        for (int n : SIZES) {
            SplittableRandom random = new SplittableRandom(n);
            float[] a = numbers(random, depth * 40);
            float[] b = numbers(random, depth * n);
            float[] whole = new float[WIDTH * WIDTH];
            kernels.multiplyTransposed(panels(depth, 40, a), 0, panels(depth, n, b), 0, depth, whole, whole);
            float[] parts = new float[WIDTH * WIDTH];
            for (int from = 0, to = 9; from < depth; from = to, to = depth) {
                PanelMatrix left = panels(to - from, 40, Arrays.copyOfRange(a, from * 40, to * 40));
                PanelMatrix right = panels(to - from, n, Arrays.copyOfRange(b, from * n, to * n));
                kernels.multiplyTransposed(left, 0, right, 0, to - from, parts, parts);
            }
            assertThat(parts).isEqualTo(whole);
        }
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
            float[] x = withSpecials(length, length + 9);
            for (float shift : new float[] {0f, 3.3f, -40f, 90f}) {
                float[] expected = new float[length + 9];
                for (int i = 0; i < length; i++) {
                    expected[i] = Polynomials.exp(x[4 + i] - shift);
                }
                float[] out = new float[length + 9];
                kernels.exp(x, 4, length, shift, out);
                assertThat(out).isEqualTo(expected);
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

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("sgd")
    void sgdShrinksAndSteps(Kernels kernels) {
        for (int length : new int[] {0, WIDTH, 3 * WIDTH}) {
            SplittableRandom random = new SplittableRandom(length);
            float[] w = numbers(random, length + 64);
            float[] g = numbers(random, length);
            float[] expected = w.clone();
            for (int i = 0; i < length; i++) {
                expected[32 + i] = Math.fma(-0.03f, g[i], 0.99f * w[32 + i]);
            }
            kernels.sgd(w, 32, g, length, 0.03f, 0.99f);
            assertThat(w).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("momentum")
    void momentumAccumulatesAndSteps(Kernels kernels) {
        for (boolean nesterov : new boolean[] {false, true}) {
            SplittableRandom random = new SplittableRandom(3);
            int length = 5 * WIDTH;
            float[] w = numbers(random, length + 64);
            float[] v = numbers(random, length + 64);
            float[] g = numbers(random, length);
            float[] newW = w.clone();
            float[] newV = v.clone();
            for (int i = 0; i < length; i++) {
                float gradient = g[i] * (1 / 7f);
                float velocity = Math.fma(0.9f, v[32 + i], gradient);
                float direction = nesterov ? Math.fma(0.9f, velocity, gradient) : velocity;
                newV[32 + i] = velocity;
                newW[32 + i] = Math.fma(-0.03f, direction, w[32 + i] * 0.99f);
            }
            kernels.momentum(w, v, 32, g, length, 1 / 7f, 0.03f, 0.99f, 0.9f, nesterov);
            assertThat(v).isEqualTo(newV);
            assertThat(w).isEqualTo(newW);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("adam")
    void adamAveragesMomentsAndSteps(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(4);
        int length = 5 * WIDTH;
        float[] w = numbers(random, length + 64);
        float[] m = numbers(random, length + 64);
        float[] s = numbers(random, length + 64);
        for (int i = 0; i < s.length; i++) {
            s[i] = i % 5 == 0 ? 0f : s[i] * s[i];
        }
        float[] g = numbers(random, length);
        float[] newW = w.clone();
        float[] newM = m.clone();
        float[] newS = s.clone();
        for (int i = 0; i < length; i++) {
            int at = 32 + i;
            float gradient = g[i] * (1 / 7f);
            newM[at] = Math.fma(0.9f, m[at], (1 - 0.9f) * gradient);
            newS[at] = Math.fma(0.999f, s[at], (1 - 0.999f) * (gradient * gradient));
            float denominator = Math.fma((float) StrictMath.sqrt(newS[at]), 1.7f, 1e-8f);
            newW[at] = Math.fma(-0.03f, newM[at] / denominator, 0.99f * w[at]);
        }
        kernels.adam(w, m, s, 32, g, length, 1 / 7f, 0.03f, 0.99f, 0.9f, 0.999f, 1e-8f, 1.7f);
        assertThat(m).isEqualTo(newM);
        assertThat(s).isEqualTo(newS);
        assertThat(w).isEqualTo(newW);
    }

    /** Numbers of full precision around 1, so that a product rounded before it is added shows. */
    private static float[] numbers(SplittableRandom random, int length) {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (float) (random.nextDouble() * 4 - 2);
        }
        return out;
    }

    private static float[] withSpecials(int seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] out = numbers(random, length);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(3) == 0) {
                out[i] = SPECIAL[random.nextInt(SPECIAL.length)];
            } else {
                out[i] *= 50;
            }
        }
        return out;
    }

    private static PanelMatrix panels(int rows, int columns, float[] values) {
        PanelMatrix out = new PanelMatrix(rows, columns);
        out.setRowMajor(values);
        return out;
    }

    /** The elements of the last panel beyond the last column (and a zero, so that there is something to see). */
    private static float[] beyondColumns(PanelMatrix matrix) {
        int panel = matrix.panels() - 1;
        int n = WIDTH - matrix.panelColumns(panel);
        float[] out = new float[matrix.rows() * n + 1];
        for (int r = 0; r < matrix.rows(); r++) {
            int at = matrix.offset(panel, r) + matrix.panelColumns(panel);
            System.arraycopy(matrix.data(), at, out, r * n, n);
        }
        return out;
    }
}
