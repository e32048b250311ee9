package dev.lanewise.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of {@link Kernels} that takes an array refuses an index outside it, also one that overflows, and changes nothing. */
@Tag("width")
class KernelIndexTest {
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int BLOCK = WIDTH * WIDTH;

    /** From here a run of more than a few elements ends below zero. */
    private static final int FAR = Integer.MAX_VALUE - 2;

    /** Two panels and what is beyond them. */
    private static final int ROWS = 40;

    private static final int COLUMNS = 50;

    /** More rows than a panel holds with its padding, though not than the array. */
    private static final int BEYOND = 72;

    /** A call that must be refused. */
    private record Call(String method, ThrowingCallable code) {}

    static Stream<Kernels> kernels() {
        return KernelContractTest.kernels();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void indexesOutsideAnArrayAreRefused(Kernels each) {
        Calls calls = new Calls(each);
        for (Call call : calls.all) {
            assertThatThrownBy(call.code)
                    .as("%s: call %d", call.method, calls.all.indexOf(call))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        for (float[] array : calls.arrays) {
            assertThat(array).containsOnly(1f);
        }
    }

    @Test
    void everyMethodThatTakesAnArrayHasACall() {
        Set<String> takeArrays = Arrays.stream(Kernels.class.getMethods())
                .filter(KernelIndexTest::takesAnArray)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(new Calls(new ReferenceKernels())
                        .all.stream().map(Call::method).collect(Collectors.toSet()))
                .isEqualTo(takeArrays);
    }

    private static boolean takesAnArray(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .anyMatch(type -> type.isArray() || type == PanelMatrix.class || type == NonZeros.class);
    }

    /** All of them, for one of the kernels. */
    private static final class Calls {
        private final Kernels kernels;
        private final List<Call> all = new ArrayList<>();
        private final List<float[]> arrays = new ArrayList<>();

        Calls(Kernels kernels) {
            this.kernels = kernels;
            products();
            listedProducts();
            runs();
            layerNorms();
            noise();
            updates();
        }

        private void refused(String method, ThrowingCallable code) {
            all.add(new Call(method, code));
        }

        /** An array of ones, to see that it stays so. */
        private float[] ones(int length) {
            float[] out = new float[length];
            Arrays.fill(out, 1);
            arrays.add(out);
            return out;
        }

        private PanelMatrix matrix() {
            PanelMatrix out = new PanelMatrix(ROWS, COLUMNS);
            Arrays.fill(out.data(), 1);
            arrays.add(out.data());
            return out;
        }

        private void products() {
            Kernels.Scratch scratch = kernels.scratch();
            PanelMatrix a = matrix();
            PanelMatrix b = new PanelMatrix(COLUMNS, COLUMNS);
            PanelMatrix c = matrix();
            float[] start = new float[2 * WIDTH];
            float[] row = new float[2 * WIDTH];
            refused("multiplyRow", () -> kernels.multiplyRow(new float[COLUMNS], b, start, ones(2 * WIDTH)));
            refused("multiplyRow", () -> kernels.multiplyRow(row, b, new float[COLUMNS], ones(2 * WIDTH)));
            refused("multiplyRow", () -> kernels.multiplyRow(row, b, start, ones(COLUMNS)));
            refused("multiply", () -> kernels.multiply(a, BEYOND, 4, b, 0, 1, start, c, scratch));
            refused("multiply", () -> kernels.multiply(a, -4, 4, b, 0, 1, start, c, scratch));
            refused("multiply", () -> kernels.multiply(a, FAR, 4, b, 0, 1, start, c, scratch));
            refused("multiply", () -> kernels.multiply(a, 0, 4, b, 2, 1, start, c, scratch));
            refused("multiply", () -> kernels.multiply(a, 0, 4, b, 1, 2, start, c, scratch));
            refused("multiply", () -> kernels.multiply(a, 0, 4, b, 0, -1, start, c, scratch));
            refused("multiply", () -> kernels.multiply(a, 0, 4, b, -1, 1, start, c, scratch));
            refused("multiply", () -> kernels.multiply(a, 0, 4, b, 1, 1, new float[WIDTH], c, scratch));
            refused("multiply", () -> kernels.multiply(a, 0, 4, b, 1, 1, start, new PanelMatrix(ROWS, WIDTH), scratch));
            refused("multiply", () -> kernels.multiply(new PanelMatrix(ROWS, WIDTH), 0, 4, b, 0, 1, start, c, scratch));
            PanelMatrix many = new PanelMatrix(64, COLUMNS);
            refused("multiplyGrouped", () -> kernels.multiplyGrouped(many, FAR, 48, b, 0, 2, start, many, scratch));
            refused("multiplyGrouped", () -> kernels.multiplyGrouped(many, 32, 48, b, 0, 2, start, many, scratch));
            refused("multiplyGrouped", () -> kernels.multiplyGrouped(many, 0, 48, b, 1, 2, start, many, scratch));
            float[] out = ones(BLOCK);
            float[] few = ones(BLOCK - 1);
            refused(
                    "multiplyTransposedGrouped",
                    () -> kernels.multiplyTransposedGrouped(a, 1, 2, b, 0, 2, ROWS, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposedGrouped",
                    () -> kernels.multiplyTransposedGrouped(a, 0, 1, b, 0, 2, BEYOND, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposedGrouped",
                    () -> kernels.multiplyTransposedGrouped(a, 0, 1, b, 0, 2, ROWS, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposed",
                    () -> kernels.multiplyTransposed(a, 2, 1, b, 0, 1, ROWS, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposed",
                    () -> kernels.multiplyTransposed(a, 1, 2, b, 0, 1, ROWS, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposed",
                    () -> kernels.multiplyTransposed(a, 0, 1, b, -1, 1, ROWS, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposed",
                    () -> kernels.multiplyTransposed(a, 0, 1, b, 0, 1, BEYOND, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposed",
                    () -> kernels.multiplyTransposed(a, 0, 1, b, 1, 2, ROWS, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposed",
                    () -> kernels.multiplyTransposed(a, 0, 2, b, 0, 1, ROWS, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposed",
                    () -> kernels.multiplyTransposed(a, 0, 1, b, 0, 2, ROWS, out, (p, at) -> {}, scratch));
            refused(
                    "multiplyTransposed",
                    () -> kernels.multiplyTransposed(a, 0, 1, b, 0, 1, ROWS, few, (p, at) -> {}, scratch));
            refused("columnSums", () -> kernels.columnSums(a, 2, ROWS, out));
            refused("columnSums", () -> kernels.columnSums(a, 0, BEYOND, out));
            refused("columnSums", () -> kernels.columnSums(a, 0, ROWS, ones(WIDTH - 1)));
            refused("gather", () -> kernels.gather(new byte[9], 5, new int[] {0, 1}, 0, 2, c, 0));
            refused("gather", () -> kernels.gather(new byte[10], 5, new int[] {0, -1}, 0, 2, c, 0));
            refused("gather", () -> kernels.gather(new byte[16], 16, new int[] {1 << 28}, 0, 1, c, 0));
            refused("gather", () -> kernels.gather(new byte[10], 5, new int[] {0, 1}, 1, 2, c, 0));
            refused("gather", () -> kernels.gather(new byte[10], 5, new int[] {0, 1}, 0, 2, c, BEYOND));
            refused("gather", () -> kernels.gather(new byte[2 * COLUMNS + 2], COLUMNS + 1, new int[] {0}, 0, 1, c, 0));
        }

        private void listedProducts() {
            PanelMatrix a = matrix();
            int columns = 2 * WIDTH * kernels.listedPanels();
            PanelMatrix b = new PanelMatrix(COLUMNS, columns);
            PanelMatrix c = new PanelMatrix(ROWS, columns);
            float[] start = new float[columns];
            Kernels.Scratch scratch = kernels.scratch();
            NonZeros lists = new NonZeros(ROWS, COLUMNS, kernels.listedDepth());
            int last = 2 * kernels.listedPanels() - 1;
            refused("listRows", () -> kernels.listRows(a, ROWS, 2, lists));
            refused("listRows", () -> kernels.listRows(a, ROWS, -1, lists));
            refused("listRows", () -> kernels.listRows(a, BEYOND, 0, lists));
            refused("listColumns", () -> kernels.listColumns(a, 2, ROWS, lists, scratch));
            refused("listColumns", () -> kernels.listColumns(a, 0, BEYOND, lists, scratch));
            refused(
                    "listColumns",
                    () -> kernels.listColumns(a, 1, ROWS, new NonZeros(WIDTH, ROWS, kernels.listedDepth()), scratch));
            refused("multiplyListed", () -> kernels.multiplyListed(lists, 1, 2, b, 0, start, c, 0, 0, scratch));
            refused("multiplyListed", () -> kernels.multiplyListed(lists, 0, 1, b, last + 1, start, c, 0, 0, scratch));
            refused("multiplyListed", () -> kernels.multiplyListed(lists, 0, 1, b, 0, start, c, BEYOND, 0, scratch));
            refused("multiplyListed", () -> kernels.multiplyListed(lists, 0, 1, b, 0, start, c, 0, last + 1, scratch));
            refused("multiplyListed", () -> kernels.multiplyListed(lists, 0, 1, b, 0, new float[8], c, 0, 0, scratch));
        }

        private void runs() {
            float[] x = ones(2 * WIDTH);
            float[] y = ones(WIDTH);
            for (int[] run : new int[][] {{-1, 8}, {WIDTH + 1, 2 * WIDTH}, {FAR, 8}, {0, -1}}) {
                int at = run[0];
                int length = run[1];
                refused("relu", () -> kernels.relu(x, at, length));
                refused("reluGradient", () -> kernels.reluGradient(x, x, at, length));
                refused("apply", () -> kernels.apply(Nonlinearity.TANH, x, at, length));
                refused("applyGradient", () -> kernels.applyGradient(Nonlinearity.GELU, x, x, at, length));
                refused("scale", () -> kernels.scale(x, at, length, 2f));
                refused("finite", () -> kernels.finite(x, at, length));
                refused("exp", () -> kernels.exp(x, at, length));
                refused("copyFinite", () -> kernels.copyFinite(x, at, ones(3 * WIDTH), 0, length));
                refused("copyFinite", () -> kernels.copyFinite(ones(3 * WIDTH), 0, x, at, length));
            }
            refused("reluGradient", () -> kernels.reluGradient(x, y, 0, 2 * WIDTH));
            refused("reluGradient", () -> kernels.reluGradient(y, x, 0, 2 * WIDTH));
            refused("applyGradient", () -> kernels.applyGradient(Nonlinearity.GELU, x, y, 0, 2 * WIDTH));
            refused("applyGradient", () -> kernels.applyGradient(Nonlinearity.GELU, y, x, 0, 2 * WIDTH));
            refused("normals", () -> kernels.normals(new int[WIDTH], x, 2 * WIDTH));
            refused("normals", () -> kernels.normals(new int[2 * WIDTH], y, 2 * WIDTH));
            PanelMatrix table = matrix();
            float[] two = ones(2 * WIDTH);
            float[] row = new float[COLUMNS];
            float[] few = new float[COLUMNS - 1];
            refused("gatherRows", () -> kernels.gatherRows(few, row, row, row, table, 0));
            refused("gatherRows", () -> kernels.gatherRows(row, few, row, row, table, 0));
            refused("gatherRows", () -> kernels.gatherRows(row, row, few, row, table, 0));
            refused("gatherRows", () -> kernels.gatherRows(row, row, row, few, table, 0));
            refused("gatherRows", () -> kernels.gatherRows(row, row, row, row, table, BEYOND));
            refused("gatherRows", () -> kernels.gatherRows(row, row, row, row, table, -1));
            refused("getRow", () -> kernels.getRow(table, BEYOND, row, 0));
            refused("getRow", () -> kernels.getRow(table, 0, row, 1));
            refused("setRow", () -> kernels.setRow(table, -1, row, 0));
            refused("setRow", () -> kernels.setRow(table, 0, few, 0));
            refused("standardize", () -> kernels.standardize(table, BEYOND, 4, two, two));
            refused("standardize", () -> kernels.standardize(table, -1, 4, two, two));
            refused("standardize", () -> kernels.standardize(table, 0, 4, y, two));
            refused("standardize", () -> kernels.standardize(table, 0, 4, two, y));
            float[] block = ones(BLOCK);
            float[] small = ones(BLOCK - 1);
            refused("transpose", () -> kernels.transpose(block, 1, ones(BLOCK), 0, ones(BLOCK)));
            refused("transpose", () -> kernels.transpose(block, 0, ones(BLOCK), -1, ones(BLOCK)));
            refused("transpose", () -> kernels.transpose(block, 0, ones(BLOCK), FAR, ones(BLOCK)));
            refused("transpose", () -> kernels.transpose(block, 0, ones(BLOCK), 0, small));
        }

        private void layerNorms() {
            int stride = 2 * WIDTH;
            float[] row = ones(stride + COLUMNS - WIDTH);
            float[] few = ones(stride + COLUMNS - WIDTH - 1);
            float[] all = ones(COLUMNS);
            float[] less = ones(COLUMNS - 1);
            for (int[] at : new int[][] {{-1, stride}, {1, stride}, {FAR, stride}, {0, stride + 1}, {0, FAR}}) {
                layerNorm(row, at[0], at[1], all, all, row, ones(WIDTH));
                layerNormGradient(row, row, at[0], at[1], all, row, ones(2 * WIDTH));
            }
            layerNorm(few, 0, stride, all, all, row, ones(WIDTH));
            layerNorm(row, 0, stride, all, all, few, ones(WIDTH));
            layerNorm(row, 0, stride, less, all, row, ones(WIDTH));
            layerNorm(row, 0, stride, all, less, row, ones(WIDTH));
            layerNorm(row, 0, stride, all, all, row, ones(WIDTH - 1));
            layerNormGradient(few, row, 0, stride, all, row, ones(2 * WIDTH));
            layerNormGradient(row, few, 0, stride, all, row, ones(2 * WIDTH));
            layerNormGradient(row, row, 0, stride, less, row, ones(2 * WIDTH));
            layerNormGradient(row, row, 0, stride, all, few, ones(2 * WIDTH));
            layerNormGradient(row, row, 0, stride, all, row, ones(2 * WIDTH - 1));
        }

        private void layerNorm(
                float[] x, int at, int stride, float[] gamma, float[] beta, float[] out, float[] scratch) {
            refused("layerNorm", () -> kernels.layerNorm(x, at, stride, COLUMNS, gamma, beta, out, scratch));
        }

        private void layerNormGradient(
                float[] g, float[] n, int at, int stride, float[] gamma, float[] out, float[] scratch) {
            refused(
                    "layerNormGradient",
                    () -> kernels.layerNormGradient(g, n, at, stride, COLUMNS, gamma, 1f, out, scratch));
        }

        private void noise() {
            float[] x = ones(2 * WIDTH);
            for (long threshold : new long[] {1L << 31, 1L << 32}) {
                refused("dropout", () -> kernels.dropout(x, 1, 2, WIDTH, 7, 0, WIDTH, threshold, 2f));
                refused("dropout", () -> kernels.dropout(x, -1, 1, WIDTH, 7, 0, WIDTH, threshold, 2f));
                refused("dropout", () -> kernels.dropout(x, FAR, 1, WIDTH, 7, 0, WIDTH, threshold, 2f));
                refused("mask", () -> kernels.mask(x, 3, WIDTH, 7, 0, WIDTH, threshold));
            }
            refused("bits", () -> kernels.bits(new int[2 * WIDTH], 3, WIDTH, 7, 0, WIDTH));
        }

        private void updates() {
            int length = 2 * WIDTH;
            float[] w = ones(length);
            float[] few = ones(WIDTH);
            for (int at : new int[] {-1, 1, FAR}) {
                refused("sgd", () -> kernels.sgd(w, at, ones(length), length, 1f, 1f));
                refused("momentum", () -> momentum(w, w, at, ones(length)));
                refused("adam", () -> adam(w, w, w, at, ones(length)));
            }
            refused("sgd", () -> kernels.sgd(w, 0, few, length, 1f, 1f));
            refused("momentum", () -> momentum(w, few, 0, w));
            refused("momentum", () -> momentum(w, w, 0, few));
            refused("adam", () -> adam(w, few, w, 0, w));
            refused("adam", () -> adam(w, w, few, 0, w));
            refused("adam", () -> adam(w, w, w, 0, few));
        }

        private void momentum(float[] w, float[] v, int at, float[] g) {
            kernels.momentum(w, v, at, g, 2 * WIDTH, 1f, 1f, 1f, 0.9f, false);
        }

        private void adam(float[] w, float[] m, float[] s, int at, float[] g) {
            kernels.adam(w, m, s, at, g, 2 * WIDTH, 1f, 1f, 1f, 0.9f, 0.9f, 1e-8f, 1f);
        }
    }
}
