package dev.lanewise.kernel;

import static dev.lanewise.kernel.KernelSamples.SIZES;
import static dev.lanewise.kernel.KernelSamples.beyondColumns;
import static dev.lanewise.kernel.KernelSamples.numbers;
import static dev.lanewise.kernel.KernelSamples.panels;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dense products of {@link Kernels}, as {@link KernelContractTest} has its other methods. */
@Tag("width")
class ProductsTest {
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int TILE = PanelMatrix.TILE_ROWS;

    /** Where factors come from. */
    private interface Source {
        float[] of(SplittableRandom random, int length);
    }

    static Stream<Kernels> kernels() {
        return KernelSamples.kernels();
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
        multiply(kernels, 136, 200, 100);
        multiply(kernels, 1597, 9, 100); // more rows than are packed at a time
    }

    private static void multiply(Kernels kernels, int m, int k, int n) {
        multiply(kernels, m, k, n, KernelSamples::numbers);
    }

    private static void multiply(Kernels kernels, int m, int k, int n, Source numbers) {
        SplittableRandom random = new SplittableRandom(m + 1000L * k + 1_000_000L * n);
        float[] a = numbers.of(random, m * k);
        float[] b = numbers.of(random, k * n);
        float[] start = numbers.of(random, n);
        float[] before = numbers(random, m * n);
        PanelMatrix left = panels(m, k, a);
        PanelMatrix right = panels(k, n, b);
        PanelMatrix product = panels(m, n, before);
        // All rows, in two runs; of the panels the first is left out, to see that it is left alone.
        int skipped = product.panels() > 1 ? 1 : 0;
        int rows = (int) PanelMatrix.roundUp(m, TILE);
        int cut = rows / TILE / 2 * TILE;
        float[] padded = Arrays.copyOf(start, product.panels() * WIDTH);
        int panels = product.panels() - skipped;
        Kernels.Scratch scratch = kernels.scratch();
        kernels.multiply(left, 0, cut, right, skipped, panels, padded, product, scratch);
        kernels.multiply(left, cut, rows - cut, right, skipped, panels, padded, product, scratch);
        float[] expected = before.clone();
        for (int r = 0; r < m; r++) {
            for (int j = skipped * WIDTH; j < n; j++) {
                float sum = start[j];
                for (int i = 0; i < k; i++) {
                    sum = Math.fma(a[r * k + i], b[i * n + j], sum);
                }
                expected[r * n + j] = unsigned(sum);
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
    @Covers("densePanels")
    void productsOfSomePanelsAtATimeAreThoseOfEach(Kernels kernels) {
        int columns = kernels.densePanels() * WIDTH;
        SplittableRandom random = new SplittableRandom(9);
        PanelMatrix left = panels(12 * TILE, 40, numbers(random, 12 * TILE * 40));
        PanelMatrix right = panels(40, columns, numbers(random, 40 * columns));
        float[] start = numbers(random, columns);
        Kernels.Scratch scratch = kernels.scratch();
        PanelMatrix atATime = new PanelMatrix(12 * TILE, columns);
        kernels.multiply(left, 0, 12 * TILE, right, 0, kernels.densePanels(), start, atATime, scratch);
        PanelMatrix each = new PanelMatrix(12 * TILE, columns);
        for (int panel = 0; panel < kernels.densePanels(); panel++) {
            kernels.multiply(left, 0, 12 * TILE, right, panel, 1, start, each, scratch);
        }
        assertThat(atATime.toRowMajor()).isEqualTo(each.toRowMajor());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiply")
    void productsOfSomeRowsLeaveTheOthersAlone(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(7);
        float[] before = numbers(random, 4 * TILE * 11);
        PanelMatrix product = panels(4 * TILE, 11, before);
        PanelMatrix left = panels(4 * TILE, 6, numbers(random, 4 * TILE * 6));
        PanelMatrix right = panels(6, 11, numbers(random, 66));
        kernels.multiply(left, TILE, 2 * TILE, right, 0, 1, new float[WIDTH], product, kernels.scratch());
        float[] after = product.toRowMajor();
        assertThat(Arrays.copyOf(after, TILE * 11)).isEqualTo(Arrays.copyOf(before, TILE * 11));
        assertThat(Arrays.copyOfRange(after, 3 * TILE * 11, 4 * TILE * 11))
                .isEqualTo(Arrays.copyOfRange(before, 3 * TILE * 11, 4 * TILE * 11));
        assertThat(after[TILE * 11]).isNotEqualTo(before[TILE * 11]);
    }

    /** Zeros of both signs, subnormals, and here and there what is not finite: zero times that is no number, wherever it stands. */
    private static float[] special(SplittableRandom random, int length) {
        float[] rare = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, Float.MAX_VALUE};
        float[] often = {0, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL / 3};
        float[] out = numbers(random, length);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(400) == 0) {
                out[i] = rare[random.nextInt(rare.length)];
            } else if (random.nextBoolean()) {
                out[i] = often[random.nextInt(often.length)];
            }
        }
        return out;
    }

    /** A product that comes out as zero is +0. */
    private static float unsigned(float sum) {
        return sum == 0 ? 0f : sum;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiply")
    void productsOfSpecialNumbersAreThatChainToo(Kernels kernels) {
        multiply(kernels, 96, 9, 130, ProductsTest::special);
        multiply(kernels, 96, 140, 130, ProductsTest::special);
        multiply(kernels, 96, 140, 70, ProductsTest::special);
        multiply(kernels, 96, 30, 10, ProductsTest::special);
        multiply(kernels, 12, 20, 42, ProductsTest::special);
        multiply(kernels, TILE, 33, 10, ProductsTest::special);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyTransposed")
    void transposedProductsOfSpecialNumbersAreThatChainToo(Kernels kernels) {
        multiplyTransposed(kernels, 9, 70, 100, ProductsTest::special);
        multiplyTransposed(kernels, 140, 70, 70, ProductsTest::special);
        multiplyTransposed(kernels, 30, 40, 10, ProductsTest::special);
    }

    /** Elements that are infinite. */
    private static float[] infinite(int length) {
        float[] out = new float[length];
        Arrays.fill(out, Float.POSITIVE_INFINITY);
        return out;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiply")
    void infiniteFactorsLeaveWhatPadsTheColumnsZero(Kernels kernels) {
        for (int rows : new int[] {TILE, 16 * TILE}) {
            for (int columns : new int[] {3, 10, 16, 23, 42}) {
                PanelMatrix left = panels(rows, 7, infinite(rows * 7));
                PanelMatrix right = panels(7, columns, numbers(new SplittableRandom(5), 7 * columns));
                PanelMatrix product = new PanelMatrix(rows, columns);
                float[] zeros = new float[2 * WIDTH];
                kernels.multiply(left, 0, rows, right, 0, right.panels(), zeros, product, kernels.scratch());
                assertThat(beyondColumns(product)).as("%d x %d", rows, columns).containsOnly(0f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyRow")
    void infiniteElementsLeaveWhatPadsARowZero(Kernels kernels) {
        for (int columns : new int[] {3, 10, 16, 23, 42}) {
            PanelMatrix right = panels(7, columns, numbers(new SplittableRandom(5), 7 * columns));
            float[] out = new float[right.panels() * WIDTH];
            kernels.multiplyRow(Arrays.copyOf(infinite(7), WIDTH), right, new float[2 * WIDTH], out);
            assertThat(Arrays.copyOfRange(out, columns, out.length))
                    .as("%d columns", columns)
                    .containsOnly(0f);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyTransposed")
    void infiniteFactorsLeaveWhatPadsTheColumnsOfATransposedProductZero(Kernels kernels) {
        for (int columns : new int[] {3, 10, 16, 23}) {
            PanelMatrix right = panels(7, columns, numbers(new SplittableRandom(5), 7 * columns));
            float[] block = new float[WIDTH * WIDTH];
            kernels.multiplyTransposed(
                    panels(7, 9, infinite(63)), 0, 1, right, 0, 1, 7, block, (p, at) -> {}, kernels.scratch());
            for (int i = 0; i < 9; i++) {
                assertThat(Arrays.copyOfRange(block, i * WIDTH + columns, (i + 1) * WIDTH))
                        .as("%d columns", columns)
                        .containsOnly(0f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiply")
    void productsAreNotTouchedByWhatWasMultipliedBefore(Kernels kernels) {
        Kernels.Scratch scratch = kernels.scratch();
        SplittableRandom random = new SplittableRandom(3);
        float[] zeros = new float[WIDTH * WIDTH];
        for (int depth : new int[] {1, 17, 33, 100, 200}) {
            PanelMatrix left = panels(TILE * 5, depth, numbers(random, TILE * 5 * depth));
            PanelMatrix right = panels(depth, 40, numbers(random, depth * 40));
            PanelMatrix first = new PanelMatrix(TILE * 5, 40);
            kernels.multiply(left, 0, TILE * 5, right, 0, 2, zeros, first, scratch);
            PanelMatrix turned = panels(depth, 40, numbers(random, depth * 40));
            float[] firstBlock = new float[WIDTH * WIDTH];
            kernels.multiplyTransposed(turned, 0, 1, right, 0, 1, depth, firstBlock, (p, at) -> {}, scratch);
            multiplyNaNs(kernels, scratch);
            PanelMatrix second = new PanelMatrix(TILE * 5, 40);
            kernels.multiply(left, 0, TILE * 5, right, 0, 2, zeros, second, scratch);
            assertThat(second.toRowMajor()).as("depth %d", depth).isEqualTo(first.toRowMajor());
            multiplyNaNs(kernels, scratch);
            float[] secondBlock = new float[WIDTH * WIDTH];
            kernels.multiplyTransposed(turned, 0, 1, right, 0, 1, depth, secondBlock, (p, at) -> {}, scratch);
            assertThat(secondBlock).as("depth %d", depth).isEqualTo(firstBlock);
        }
    }

    /** Leaves NaN wherever a product keeps parts of its operands. */
    private static void multiplyNaNs(Kernels kernels, Kernels.Scratch scratch) {
        float[] nan = new float[256 * 64];
        Arrays.fill(nan, Float.NaN);
        PanelMatrix all = panels(256, 64, nan);
        float[] start = new float[WIDTH * WIDTH];
        kernels.multiplyTransposed(all, 0, 2, all, 0, 2, 256, new float[4 * WIDTH * WIDTH], (p, at) -> {}, scratch);
        PanelMatrix wide = panels(32, 256, Arrays.copyOf(nan, 32 * 256));
        kernels.multiply(wide, 0, 32, all, 0, 2, start, new PanelMatrix(32, 64), scratch);
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
        kernels.setRow(left, 0, x, 0);
        float[] start = Arrays.copyOf(numbers(random, n), product.panels() * WIDTH);
        kernels.multiply(left, 0, TILE, right, 0, product.panels(), start, product, kernels.scratch());
        float[] expected = new float[start.length];
        kernels.getRow(product, 0, expected, 0);
        float[] before = x.clone();
        float[] out = numbers(random, start.length);
        kernels.multiplyRow(x, right, start, out);
        assertThat(out).as("%d x %d, %f zeros", k, n, zeros).isEqualTo(expected);
        assertThat(x).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyTransposed")
    void transposedProductsAreOneChainOfFma(Kernels kernels) {
        for (int size : SIZES) {
            multiplyTransposed(kernels, size, 5, 10);
            multiplyTransposed(kernels, 6, size, 37);
            multiplyTransposed(kernels, 7, 35, size);
        }
        for (int depth : new int[] {127, 128, 129, 256, 300, 1300}) { // about the blocks that the rows are cut into
            multiplyTransposed(kernels, depth, 70, 45);
        }
        multiplyTransposed(kernels, 300, 797, 40);
        multiplyTransposed(kernels, 9, 797, 40); // more columns than are packed at a time
    }

    private static void multiplyTransposed(Kernels kernels, int depth, int m, int n) {
        multiplyTransposed(kernels, depth, m, n, KernelSamples::numbers);
    }

    private static void multiplyTransposed(Kernels kernels, int depth, int m, int n, Source numbers) {
        SplittableRandom random = new SplittableRandom(depth + 1000L * m + 1_000_000L * n);
        float[] a = numbers.of(random, depth * m);
        float[] b = numbers.of(random, depth * n);
        PanelMatrix left = panels(depth, m, a);
        PanelMatrix right = panels(depth, n, b);
        for (int used : new int[] {0, 1, depth - 1, depth}) {
            for (int aPanel = 0; aPanel < left.panels(); aPanel++) {
                for (int bPanel = 0; bPanel < right.panels(); bPanel++) {
                    int aPanels = left.panels() - aPanel;
                    int bPanels = right.panels() - bPanel;
                    float[] out = new float[bPanels * aPanels * WIDTH * WIDTH];
                    Arrays.fill(out, Float.NaN); // what earlier blocks left behind
                    List<float[]> done = new ArrayList<>();
                    Kernels.PanelDone keep = (p, at) -> {
                        assertThat(p).isEqualTo(done.size());
                        done.add(Arrays.copyOfRange(out, at, at + aPanels * WIDTH * WIDTH));
                    };
                    kernels.multiplyTransposed(
                            left, aPanel, aPanels, right, bPanel, bPanels, used, out, keep, kernels.scratch());
                    assertThat(done).hasSize(bPanels);
                    for (int p = 0; p < bPanels; p++) {
                        float[] expected = new float[(m - aPanel * WIDTH) * WIDTH];
                        transposedBlock(a, m, aPanel, b, n, bPanel + p, used, expected);
                        assertThat(Arrays.copyOf(done.get(p), expected.length))
                                .as("depth %d of %d, %d x %d, %d, %d + %d", used, depth, m, n, aPanel, bPanel, p)
                                .isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(left.toRowMajor()).isEqualTo(a);
        assertThat(right.toRowMajor()).isEqualTo(b);
    }

    private static void transposedBlock(
            float[] a, int m, int aPanel, float[] b, int n, int bPanel, int depth, float[] out) {
        for (int i = 0; i < out.length / WIDTH; i++) {
            for (int j = 0; j < Math.min(WIDTH, n - bPanel * WIDTH); j++) {
                for (int r = 0; r < depth; r++) {
                    out[i * WIDTH + j] =
                            Math.fma(a[r * m + aPanel * WIDTH + i], b[r * n + bPanel * WIDTH + j], out[i * WIDTH + j]);
                }
                out[i * WIDTH + j] = unsigned(out[i * WIDTH + j]);
            }
        }
    }
}
