package dev.lanewise.kernel;

import static dev.lanewise.kernel.KernelSamples.beyondColumns;
import static dev.lanewise.kernel.KernelSamples.panels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products without their zeros have the bits of the products with them. */
@Tag("width")
class ListedProductsTest {
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** Shares of elements that are not zero; a negative one stands for a single element. */
    private static final double[] DENSITIES = {0, -1, 0.01, 0.2, 0.5, 1};

    private static final float[] SPECIALS = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-40f, 3e38f
    };

    static Stream<Kernels> kernels() {
        return KernelSamples.kernels();
    }

    /** Zeros of both signs but for some elements, of which some are NaN, infinite or subnormal if asked for. */
    private static float[] sparse(SplittableRandom random, int length, double density, boolean specials) {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            boolean there = random.nextDouble() < density;
            float zero = random.nextBoolean() ? 0f : -0f;
            out[i] = there ? random.nextFloat() - 0.5f : zero;
            if (there && specials && random.nextInt(8) == 0) {
                out[i] = SPECIALS[random.nextInt(SPECIALS.length)];
            }
        }
        if (density < 0) {
            out[random.nextInt(length)] = 1.5f;
        }
        return out;
    }

    private static float[] numbers(SplittableRandom random, int length, float size) {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (random.nextFloat() - 0.5f) * size;
        }
        return out;
    }

    private static int[] bits(float[] x) {
        int[] out = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = Float.floatToIntBits(x[i]);
        }
        return out;
    }

    private static int groups(int lists) {
        return (int) (PanelMatrix.roundUp(lists, NonZeros.GROUP) / NonZeros.GROUP);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("listRows")
    void rowsAreListedInOrderWithoutZeros(Kernels kernels) {
        for (int columns : new int[] {1, 31, 32, 33, 64, 65, 130, 300}) {
            for (double density : DENSITIES) {
                SplittableRandom random = new SplittableRandom(columns);
                float[] x = sparse(random, 40 * columns, density, true);
                NonZeros lists = new NonZeros(40, columns, kernels.listedDepth());
                for (int rows : new int[] {40, 33}) { // a smaller batch after a larger one
                    for (int group = 0; group < groups(rows); group++) {
                        kernels.listRows(panels(40, columns, x), rows, group, lists);
                    }
                    assertThat(bits(expand(lists, rows, columns)))
                            .as("%d columns, density %s", columns, density)
                            .isEqualTo(bits(positive(Arrays.copyOf(x, rows * columns))));
                }
                assertThat(expand(lists, 64, columns)).hasSize(64 * columns);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("listColumns")
    void columnsAreListedInOrderWithoutZeros(Kernels kernels) {
        for (int depth : new int[] {1, 31, 32, 33, 64, 65, 130, 300}) {
            for (double density : DENSITIES) {
                SplittableRandom random = new SplittableRandom(depth);
                float[] x = sparse(random, depth * 40, density, true);
                PanelMatrix matrix = panels(depth, 40, x);
                NonZeros lists = new NonZeros(40, depth, kernels.listedDepth());
                for (int used : new int[] {depth, depth / 2, 0}) {
                    for (int panel = 0; panel < matrix.panels(); panel++) {
                        kernels.listColumns(matrix, panel, used, lists, kernels.scratch());
                    }
                    float[] expected = new float[40 * depth];
                    for (int i = 0; i < 40; i++) {
                        for (int r = 0; r < used; r++) {
                            expected[i * depth + r] = x[r * 40 + i];
                        }
                    }
                    assertThat(bits(expand(lists, 40, depth)))
                            .as("%d of %d rows, density %s", used, depth, density)
                            .isEqualTo(bits(positive(expected)));
                }
            }
        }
    }

    /** The matrix that lists stand for, row-major. */
    private static float[] expand(NonZeros lists, int rows, int depth) {
        float[] out = new float[rows * depth];
        for (int r = 0; r < rows; r++) {
            for (int block = 0; block < lists.blocks(); block++) {
                int group = r / NonZeros.GROUP;
                int list = r % NonZeros.GROUP;
                int end = lists.firstEnd(block, group) + list;
                int last = -1;
                for (int e = list == 0 ? lists.start(block, group) : lists.ends()[end - 1];
                        e < lists.ends()[end];
                        e++) {
                    assertThat(lists.steps()[e]).isGreaterThan(last);
                    last = lists.steps()[e];
                    assertThat(lists.values()[e]).isNotZero();
                    out[r * depth + block * lists.depth() + last] = lists.values()[e];
                }
            }
        }
        return out;
    }

    private static float[] positive(float[] x) {
        float[] out = x.clone();
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] == 0 ? 0f : x[i];
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyListed")
    void listedRowsGiveTheBitsOfTheWholeProduct(Kernels kernels) {
        int step = kernels.listedPanels();
        for (int[] shape : new int[][] {{1, 1}, {33, 63}, {64, 64}, {70, 65}, {32, 200}}) {
            int rows = shape[0];
            int depth = shape[1];
            int columns = 2 * step * WIDTH - 3;
            for (double density : DENSITIES) {
                for (float size : new float[] {1f, 1e-22f, 1e30f}) { // ordinary, underflowing and overflowing
                    for (boolean specials : new boolean[] {false, true}) {
                        SplittableRandom random = new SplittableRandom(rows + 100L * depth);
                        PanelMatrix left =
                                panels(rows, depth, times(size, sparse(random, rows * depth, density, specials)));
                        PanelMatrix right = panels(depth, columns, numbers(random, depth * columns, size));
                        float[] start = Arrays.copyOf(numbers(random, columns, size), 2 * step * WIDTH);
                        start[0] = -0f;
                        check(kernels, left, right, start);
                    }
                }
            }
        }
    }

    private static float[] times(float factor, float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
        return x;
    }

    private static void check(Kernels kernels, PanelMatrix left, PanelMatrix right, float[] start) {
        int rows = left.rows();
        PanelMatrix whole = new PanelMatrix(rows, right.columns());
        int padded = (int) PanelMatrix.roundUp(rows, PanelMatrix.TILE_ROWS);
        kernels.multiply(left, 0, padded, right, 0, whole.panels(), start, whole, kernels.scratch());
        checkListed(kernels, left, right, start, whole, new NonZeros(rows, left.columns(), kernels.listedDepth()));
    }

    private static void checkListed(
            Kernels kernels, PanelMatrix left, PanelMatrix right, float[] start, PanelMatrix whole, NonZeros lists) {
        int rows = left.rows();
        for (int group = 0; group < groups(rows); group++) {
            kernels.listRows(left, rows, group, lists);
        }
        PanelMatrix listed = new PanelMatrix(rows, right.columns());
        Kernels.Scratch scratch = kernels.scratch();
        for (int panel = 0; panel < whole.panels(); panel += kernels.listedPanels()) {
            for (int group = 0; group < groups(rows); group++) {
                kernels.multiplyListed(
                        lists, group, 1, right, panel, start, listed, group * NonZeros.GROUP, panel, scratch);
            }
        }
        assertThat(bits(listed.toRowMajor())).isEqualTo(bits(whole.toRowMajor()));
        assertThat(beyondColumns(listed)).containsOnly(0f);
        for (float each : listed.toRowMajor()) {
            assertThat(Float.floatToRawIntBits(each)).isNotEqualTo(Float.floatToRawIntBits(-0f));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyGrouped")
    void productsWithoutSharedZerosHaveTheBitsOfTheWholeProduct(Kernels kernels) {
        for (int[] shape :
                new int[][] {{4, 30, 70}, {48, 1, 33}, {49, 63, 61}, {70, 65, 93}, {64, 300, 93}, {600, 150, 100}}) {
            int rows = shape[0];
            int depth = shape[1];
            int columns = shape[2];
            for (double density : DENSITIES) {
                for (boolean specials : new boolean[] {false, true}) {
                    SplittableRandom random = new SplittableRandom(rows + 100L * depth);
                    float size = specials ? 1e30f : 1e-22f;
                    PanelMatrix left =
                            panels(rows, depth, times(size, sparse(random, rows * depth, density, specials)));
                    PanelMatrix right = panels(depth, columns, numbers(random, depth * columns, size));
                    int padded = (int) PanelMatrix.roundUp(rows, PanelMatrix.TILE_ROWS);
                    PanelMatrix whole = new PanelMatrix(rows, columns);
                    float[] start = Arrays.copyOf(numbers(random, columns, size), whole.panels() * WIDTH);
                    start[0] = -0f;
                    kernels.multiply(left, 0, padded, right, 0, whole.panels(), start, whole, kernels.scratch());
                    PanelMatrix out = new PanelMatrix(rows, columns);
                    kernels.multiplyGrouped(left, 0, padded, right, 0, out.panels(), start, out, kernels.scratch());
                    assertThat(bits(out.toRowMajor()))
                            .as("%d x %d x %d, density %s", rows, columns, depth, density)
                            .isEqualTo(bits(whole.toRowMajor()));
                    assertThat(beyondColumns(out)).containsOnly(0f);
                    for (float each : out.toRowMajor()) {
                        assertThat(Float.floatToRawIntBits(each)).isNotEqualTo(Float.floatToRawIntBits(-0f));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyGrouped")
    void onlyThePartAskedForIsComputedWithoutSharedZeros(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(5);
        PanelMatrix left = panels(120, 90, sparse(random, 120 * 90, 0.3, false));
        PanelMatrix right = panels(90, 160, numbers(random, 90 * 160, 1));
        float[] start = numbers(random, 160, 1);
        PanelMatrix whole = new PanelMatrix(120, 160);
        kernels.multiply(left, 0, 120, right, 0, 5, start, whole, kernels.scratch());
        PanelMatrix out = new PanelMatrix(120, 160);
        kernels.multiplyGrouped(left, 8, 100, right, 1, 3, start, out, kernels.scratch());
        for (int r = 0; r < 120; r++) {
            for (int c = 0; c < 160; c++) {
                boolean asked = r >= 8 && r < 108 && c >= 32 && c < 128;
                assertThat(out.get(r, c)).as("%d, %d", r, c).isEqualTo(asked ? whole.get(r, c) : 0f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyTransposedGrouped")
    void transposedProductsWithoutSharedZerosHaveTheBitsOfTheWholeProduct(Kernels kernels) {
        for (int[] shape : new int[][] {
            {1, 64, 64}, {64, 30, 33}, {99, 50, 93}, {256, 300, 70}, {300, 70, 125}, {300, 620, 93}, {600, 180, 70}
        }) {
            int depth = shape[0];
            int inputs = shape[1];
            int units = shape[2];
            for (double density : DENSITIES) {
                for (boolean specials : new boolean[] {false, true}) {
                    SplittableRandom random = new SplittableRandom(depth);
                    int rows = depth + 3; // what is behind the batch does not count, whatever it is
                    float[] factors = sparse(random, rows * inputs, density, specials);
                    Arrays.fill(factors, depth * inputs, rows * inputs, Float.NaN);
                    PanelMatrix left = panels(rows, inputs, factors);
                    PanelMatrix right = panels(rows, units, numbers(random, rows * units, specials ? 1f : 1e-20f));
                    int from = inputs > WIDTH ? 1 : 0;
                    assertThat(transposed(left, from, right, depth, kernels::multiplyTransposedGrouped, kernels))
                            .as("%d x %d x %d, density %s", inputs, units, depth, density)
                            .isEqualTo(transposed(left, from, right, depth, kernels::multiplyTransposed, kernels));
                }
            }
        }
    }

    /** One of the two products of a transposed matrix. */
    private interface Transposed {
        void multiply(
                PanelMatrix a,
                int aPanel,
                int aPanels,
                PanelMatrix b,
                int bPanel,
                int bPanels,
                int depth,
                float[] out,
                Kernels.PanelDone done,
                Kernels.Scratch scratch);
    }

    /** The bits of all panels, in order, but for the rows beyond the columns of {@code left}. */
    private static int[][] transposed(
            PanelMatrix left, int from, PanelMatrix right, int depth, Transposed product, Kernels kernels) {
        int panels = left.panels() - from;
        int length = (left.columns() - from * WIDTH) * WIDTH;
        float[] out = new float[right.panels() * panels * WIDTH * WIDTH];
        List<int[]> done = new ArrayList<>();
        Kernels.PanelDone keep = (panel, at) -> {
            assertThat(panel).isEqualTo(done.size());
            done.add(bits(Arrays.copyOfRange(out, at, at + length)));
        };
        product.multiply(left, from, panels, right, 0, right.panels(), depth, out, keep, kernels.scratch());
        return done.toArray(int[][]::new);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("multiplyListed")
    void listedColumnsGiveTheBitsOfTheTransposedProduct(Kernels kernels) {
        int columns = kernels.listedPanels() * WIDTH;
        for (int depth : new int[] {1, 64, 100, 256, 300}) {
            for (double density : DENSITIES) {
                SplittableRandom random = new SplittableRandom(depth);
                PanelMatrix left = panels(depth, 50, sparse(random, depth * 50, density, false));
                PanelMatrix right = panels(depth, columns, numbers(random, depth * columns, 1e-20f));
                NonZeros lists = new NonZeros(50, depth, kernels.listedDepth());
                Kernels.Scratch scratch = kernels.scratch();
                for (int panel = 0; panel < left.panels(); panel++) {
                    kernels.listColumns(left, panel, depth, lists, scratch);
                }
                PanelMatrix out = new PanelMatrix(64, columns);
                kernels.multiplyListed(lists, 0, 2, right, 0, new float[columns], out, 0, 0, scratch);
                float[] block = new float[WIDTH * WIDTH];
                for (int i = 0; i < left.panels(); i++) {
                    for (int panel = 0; panel < right.panels(); panel++) {
                        kernels.multiplyTransposed(left, i, 1, right, panel, 1, depth, block, (p, at) -> {}, scratch);
                        int at = out.offset(panel, i * WIDTH);
                        int length = left.panelColumns(i) * WIDTH;
                        assertThat(bits(Arrays.copyOfRange(out.data(), at, at + length)))
                                .as("depth %d, density %s", depth, density)
                                .isEqualTo(bits(Arrays.copyOf(block, length)));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("listedDepth")
    void listsAreInBlocksOfWholePanels(Kernels kernels) {
        assertThat(kernels.listedDepth()).isPositive();
        assertThat(kernels.listedDepth() % WIDTH).isZero();
    }

    @Test
    void listsInOtherBlocksAreRefused() {
        NonZeros lists = new NonZeros(40, 100, 96);
        lists.checkDepth(96);
        assertThatThrownBy(() -> lists.checkDepth(64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("96")
                .hasMessageContaining("64");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("listedDepth")
    void kernelsRefuseListsInOtherBlocks(Kernels kernels) {
        int columns = kernels.listedPanels() * WIDTH;
        PanelMatrix matrix = new PanelMatrix(WIDTH, columns);
        NonZeros lists = new NonZeros(columns, columns, kernels.listedDepth() + WIDTH);
        Kernels.Scratch scratch = kernels.scratch();
        float[] start = new float[columns];
        assertThatThrownBy(() -> kernels.listRows(matrix, WIDTH, 0, lists))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kernels.listColumns(matrix, 0, WIDTH, lists, scratch))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kernels.multiplyListed(lists, 0, 1, matrix, 0, start, matrix, 0, 0, scratch))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("listedPanels")
    void listedProductsAreOfThatManyPanels(Kernels kernels) {
        int panels = kernels.listedPanels();
        PanelMatrix left = panels(WIDTH, 1, numbers(new SplittableRandom(1), WIDTH, 1f));
        NonZeros lists = new NonZeros(WIDTH, 1, kernels.listedDepth());
        kernels.listRows(left, WIDTH, 0, lists);
        int columns = (panels + 1) * WIDTH;
        float[] ones = new float[columns];
        Arrays.fill(ones, 1f);
        PanelMatrix right = panels(1, columns, ones);
        PanelMatrix product = new PanelMatrix(WIDTH, columns);
        kernels.multiplyListed(lists, 0, 1, right, 0, ones, product, 0, 0, kernels.scratch());
        float[] row = Arrays.copyOf(product.toRowMajor(), columns);
        assertThat(Arrays.copyOf(row, panels * WIDTH)).containsOnly(1f + left.get(0, 0));
        assertThat(Arrays.copyOfRange(row, panels * WIDTH, columns)).containsOnly(0f);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("listedBelow")
    void listsPayWhereFewElementsAreThere(Kernels kernels) {
        assertThat(kernels.listedBelow()).isBetween(0.05, 1.0);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("scratch")
    void eachThreadGetsScratchOfItsOwn(Kernels kernels) {
        assertThat(kernels.scratch()).isNotSameAs(kernels.scratch());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("groupedBelow")
    void sharedZerosPayBelowSomeShareIfAnywhere(Kernels kernels) {
        assertThat(kernels.groupedBelow(256, 8)).isBetween(0.0, 1.0);
        assertThat(kernels.groupedBelow(8, 8)).as("of a few rows").isZero();
        assertThat(kernels.groupedBelow(256, 1)).as("of one panel").isZero();
    }
}
