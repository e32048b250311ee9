package dev.lanewise.kernel;

import java.util.Objects;

/**
 * The checks of indexes that all {@link Kernels} make before they touch anything: a few nanoseconds a call, where the loops that
 * follow take microseconds. Without them an index that overflows, or a row beyond a panel, would silently stand for another element.
 */
public final class Bounds {
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int BLOCK = WIDTH * WIDTH;

    private Bounds() {}

    /** Checks {@code x[from] … x[from + length - 1]}. */
    public static void run(float[] x, int from, int length) {
        Objects.checkFromIndexSize(from, length, x.length);
    }

    /** Checks a run at the start of an array of bits. */
    public static void run(int[] x, int length) {
        Objects.checkFromIndexSize(0, length, x.length);
    }

    /** Checks a block of 32 x 32. */
    public static void block(float[] x, int from) {
        run(x, from, BLOCK);
    }

    /** See {@link Kernels#multiply}. */
    public static void multiply(
            PanelMatrix a, int firstRow, int rows, PanelMatrix b, int panel, int panels, float[] start, PanelMatrix c) {
        a.checkRows(PanelMatrix.panels(b.rows()) - 1, firstRow, rows);
        Objects.checkFromIndexSize(panel, panels, b.panels());
        Objects.checkFromIndexSize(panel, panels, c.panels());
        c.checkRows(0, firstRow, rows);
        run(start, panel * WIDTH, panels * WIDTH);
    }

    /** See {@link Kernels#multiplyRow}. */
    public static void multiplyRow(float[] x, PanelMatrix b, float[] start, float[] out) {
        run(x, 0, PanelMatrix.panels(b.rows()) * WIDTH);
        run(start, 0, b.panels() * WIDTH);
        run(out, 0, b.panels() * WIDTH);
    }

    /** See {@link Kernels#multiplyTransposed}. */
    public static void multiplyTransposed(
            PanelMatrix a, int aPanel, int aPanels, PanelMatrix b, int bPanel, int bPanels, int depth, float[] out) {
        Objects.checkFromIndexSize(aPanel, aPanels, a.panels());
        Objects.checkFromIndexSize(bPanel, bPanels, b.panels());
        a.checkRows(0, 0, depth);
        b.checkRows(0, 0, depth);
        run(out, 0, Math.multiplyExact(aPanels, bPanels) * BLOCK);
    }

    /** See {@link Kernels#listRows}. */
    public static void listRows(PanelMatrix a, int rows, int group, int listedDepth, NonZeros out) {
        a.checkRows(0, 0, rows);
        out.checkGroups(group, 1);
        out.checkDepth(listedDepth);
    }

    /** See {@link Kernels#listColumns}. */
    public static void listColumns(PanelMatrix a, int panel, int depth, int listedDepth, NonZeros out) {
        a.checkRows(panel, 0, depth);
        out.checkGroups(panel, 1);
        out.checkDepth(listedDepth);
    }

    /** See {@link Kernels#multiplyListed}. */
    public static void multiplyListed(
            NonZeros a,
            int firstGroup,
            int groups,
            int listedDepth,
            PanelMatrix b,
            int panel,
            int panels,
            float[] start,
            PanelMatrix c,
            int row,
            int cPanel) {
        a.checkGroups(firstGroup, groups);
        a.checkDepth(listedDepth);
        b.checkRows(panel + panels - 1, 0, b.rows());
        c.checkRows(cPanel, row, groups * NonZeros.GROUP);
        c.checkRows(cPanel + panels - 1, row, groups * NonZeros.GROUP);
        run(start, panel * WIDTH, panels * WIDTH);
    }

    /** See {@link Kernels#columnSums}. */
    public static void columnSums(PanelMatrix a, int panel, int depth, float[] out) {
        a.checkRows(panel, 0, depth);
        run(out, 0, WIDTH);
    }

    /** See {@link Kernels#layerNorm}. */
    public static void layerNorm(
            float[] x, float[] out, int offset, int stride, int columns, float[] gamma, float[] beta, float[] scratch) {
        panelRow(x, offset, stride, columns);
        panelRow(out, offset, stride, columns);
        run(gamma, 0, columns);
        run(beta, 0, columns);
        run(scratch, 0, WIDTH);
    }

    /** See {@link Kernels#layerNormGradient}. */
    public static void layerNormGradient(
            float[] gradient,
            float[] normalized,
            float[] out,
            int offset,
            int stride,
            int columns,
            float[] gamma,
            float[] scratch) {
        panelRow(gradient, offset, stride, columns);
        panelRow(normalized, offset, stride, columns);
        panelRow(out, offset, stride, columns);
        run(gamma, 0, columns);
        run(scratch, 0, 2 * WIDTH);
    }

    /** Checks a row whose panels are {@code stride} apart. */
    private static void panelRow(float[] x, int offset, int stride, int columns) {
        Objects.checkFromIndexSize(0, columns - 1, Integer.MAX_VALUE);
        int last = (columns - 1) / WIDTH;
        Objects.checkFromToIndex(offset, offset + (long) last * stride + columns - (long) last * WIDTH, x.length);
    }

    /** See {@link Kernels#gather}. */
    public static void gather(
            byte[] pixels, int features, int[] order, int from, int rows, PanelMatrix x, int firstRow) {
        Objects.checkFromIndexSize(0, features, x.columns());
        x.checkRows(0, firstRow, rows);
        Objects.checkFromIndexSize(from, rows, order.length);
        int images = pixels.length / features;
        for (int r = from; r < from + rows; r++) {
            Objects.checkIndex(order[r], images);
        }
    }

    /** See {@link Kernels#standardize}. */
    public static void standardize(PanelMatrix x, int firstRow, int rows, float[] mean, float[] inverse) {
        x.checkRows(x.panels() - 1, firstRow, rows);
        run(mean, 0, x.panels() * WIDTH);
        run(inverse, 0, x.panels() * WIDTH);
    }

    /** See {@link Kernels#gatherRows}. */
    public static void gatherRows(float[] a, float[] b, float[] c, float[] d, PanelMatrix x, int firstRow) {
        run(a, 0, x.columns());
        run(b, 0, x.columns());
        run(c, 0, x.columns());
        run(d, 0, x.columns());
        x.checkRows(0, firstRow, 4);
    }

    /** See {@link Kernels#getRow} and {@link Kernels#setRow}. */
    public static void row(PanelMatrix x, int row, float[] numbers, int at) {
        run(numbers, at, x.columns());
        x.checkRows(0, row, 1);
    }
}
