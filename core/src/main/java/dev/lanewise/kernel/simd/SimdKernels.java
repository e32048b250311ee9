package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.Bounds;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.Nonlinearity;
import dev.lanewise.kernel.PanelMatrix;

/** The kernels on vectors of {@link Species}. */
public final class SimdKernels implements Kernels {
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;

    /**
     * Chunks of k that all rows go through before the next. Eight of a panel stay in the first-level cache; with 512-bit
     * vectors a tile passes over a panel half as often, and is better started less often.
     */
    private static final int BLOCK = LANES == 16 ? 32 : 8;

    /** Where products with and without zeros took the same time, and a little less, as lists must be made first. */
    private static final double LISTED_BELOW = 0.5;

    private final boolean packs;

    /** The kernels for this processor. */
    public SimdKernels() {
        this(Species.X86);
    }

    /** @param packs whether dense products pack their operands, which is only fast where {@link PackedTiles} says so */
    SimdKernels(boolean packs) {
        this.packs = packs;
    }

    /** The length of the vectors that this JVM prefers, in bits; with less than 128, these kernels are slower than plain loops. */
    public static int preferredBits() {
        return Species.preferredBits();
    }

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public String describe() {
        return "simd, " + LANES * 32 + "-bit vectors (" + LANES + " floats), tiles of "
                + (packs ? Species.PACKED_ROWS : 12) + " x " + 2 * LANES;
    }

    @Override
    public int densePanels() {
        return packs ? PackedTiles.PANELS : 1;
    }

    @Override
    public void multiply(
            PanelMatrix a,
            int firstRow,
            int rows,
            PanelMatrix b,
            int panel,
            int panels,
            float[] start,
            PanelMatrix c,
            Scratch scratch) {
        Bounds.multiply(a, firstRow, rows, b, panel, panels, start, c);
        int packed = packedRows(rows, c, panel, panels);
        if (packed > 0) {
            multiplyPacked(a, firstRow, packed, b, panel, panels, start, c, (SimdScratch) scratch);
        }
        for (int p = panel; p < panel + panels && packed < rows; p++) {
            multiplyInPlace(a, firstRow + packed, rows - packed, b, p, start, c);
        }
        int last = panel + panels - 1;
        Blocks.clearBeyond(c.data(), c.offset(last, firstRow), rows, c.panelColumns(last));
    }

    /** How many of some rows are multiplied with packed operands. */
    private int packedRows(int rows, PanelMatrix c, int panel, int panels) {
        if (!packs) {
            return 0;
        }
        if (isNarrow(c, panel, panels)) {
            return NarrowTiles.rows(rows);
        }
        return rows < PackedTiles.LEAST_ROWS || panels < PackedTiles.LEAST_PANELS ? 0 : rows;
    }

    private static boolean isNarrow(PanelMatrix c, int panel, int panels) {
        return panels == 1 && c.panelColumns(panel) <= NarrowTiles.COLUMNS;
    }

    private static void multiplyPacked(
            PanelMatrix a,
            int firstRow,
            int rows,
            PanelMatrix b,
            int panel,
            int panels,
            float[] start,
            PanelMatrix c,
            SimdScratch own) {
        int slot = PackedBlocks.take(own.slot);
        try {
            if (isNarrow(c, panel, panels)) {
                NarrowTiles.multiply(a, firstRow, rows, b, panel, start, c, slot, own.edge);
            } else {
                PackedTiles.multiply(a, firstRow, rows, b, panel, panels, start, c, slot, own.edge);
            }
        } finally {
            PackedBlocks.giveBack(slot);
        }
    }

    private void multiplyInPlace(
            PanelMatrix a, int firstRow, int rows, PanelMatrix b, int panel, float[] start, PanelMatrix c) {
        int end = firstRow + rows;
        boolean narrow = !packs && c.panelColumns(panel) <= LANES;
        int chunk = 0;
        do { // at least once, as a product over nothing is the start
            for (int r = firstRow, height; r < end; r += height) {
                height = narrow && end - r >= 16 ? 16 : Tiles.rows(end - r);
                multiplyTile(height, a, r, b, panel, chunk, start, c);
            }
            chunk += BLOCK;
        } while (chunk < Tiles.chunks(b.rows()));
    }

    private static void multiplyTile(
            int height, PanelMatrix a, int row, PanelMatrix b, int panel, int chunk, float[] start, PanelMatrix c) {
        int columns = c.panelColumns(panel);
        int chunks = Math.min(BLOCK, Tiles.chunks(b.rows()) - chunk);
        int at = a.offset(chunk / 2, row);
        for (int h = 0; h < columns; h += 2 * LANES) {
            int bt = b.offset(panel, chunk * Tiles.CHUNK) + h;
            int ct = c.offset(panel, row) + h;
            float[] from = chunk == 0 ? start : c.data();
            int st = chunk == 0 ? panel * WIDTH + h : ct;
            int step = chunk == 0 ? 0 : WIDTH;
            switch (height) {
                case 16 -> Tiles.rows16x1(a.data(), at, a.stride(), chunks, b.data(), bt, from, st, step, c.data(), ct);
                case 12 -> Tiles.rows12x2(a.data(), at, a.stride(), chunks, b.data(), bt, from, st, step, c.data(), ct);
                default -> Tiles.rows4x2(a.data(), at, a.stride(), chunks, b.data(), bt, from, st, step, c.data(), ct);
            }
        }
    }

    @Override
    public void multiplyRow(float[] x, PanelMatrix b, float[] start, float[] out) {
        Bounds.multiplyRow(x, b, start, out);
        RowTiles.multiply(x, b, start, out);
        int last = b.panels() - 1;
        Blocks.clearBeyond(out, last * WIDTH, 1, b.panelColumns(last));
    }

    @Override
    public void multiplyTransposed(
            PanelMatrix a,
            int aPanel,
            int aPanels,
            PanelMatrix b,
            int bPanel,
            int bPanels,
            int depth,
            float[] out,
            PanelDone done,
            Scratch scratch) {
        Bounds.multiplyTransposed(a, aPanel, aPanels, b, bPanel, bPanels, depth, out);
        if (!packs || bPanels < PackedTiles.LEAST_TRANSPOSED_PANELS) {
            ColumnTiles.multiply(a, aPanel, aPanels, b, bPanel, bPanels, depth, out, done);
            return;
        }
        SimdScratch own = (SimdScratch) scratch;
        int slot = PackedBlocks.take(own.slot);
        try {
            PackedTiles.multiplyTransposed(a, aPanel, aPanels, b, bPanel, bPanels, depth, out, done, slot, own.edge);
        } finally {
            PackedBlocks.giveBack(slot);
        }
    }

    @Override
    public double groupedBelow(int rows, int panels) {
        boolean possible = Species.GROUPED && rows >= PackedTiles.LEAST_ROWS && panels >= GroupedTiles.PANELS;
        return possible ? 0.6 : 0;
    }

    @Override
    public void multiplyGrouped(
            PanelMatrix a,
            int firstRow,
            int rows,
            PanelMatrix b,
            int panel,
            int panels,
            float[] start,
            PanelMatrix c,
            Scratch scratch) {
        if (groupedBelow(rows, panels) == 0) {
            multiply(a, firstRow, rows, b, panel, panels, start, c, scratch);
            return;
        }
        Bounds.multiply(a, firstRow, rows, b, panel, panels, start, c);
        SimdScratch own = (SimdScratch) scratch;
        int slot = PackedBlocks.take(own.slot);
        try {
            own.grouped().multiply(a, firstRow, rows, b, panel, panels, start, c, slot);
        } finally {
            PackedBlocks.giveBack(slot);
        }
        int last = panel + panels - 1;
        Blocks.clearBeyond(c.data(), c.offset(last, firstRow), rows, c.panelColumns(last));
    }

    @Override
    public void multiplyTransposedGrouped(
            PanelMatrix a,
            int aPanel,
            int aPanels,
            PanelMatrix b,
            int bPanel,
            int bPanels,
            int depth,
            float[] out,
            PanelDone done,
            Scratch scratch) {
        if (!Species.GROUPED || bPanels < GroupedTiles.PANELS) {
            multiplyTransposed(a, aPanel, aPanels, b, bPanel, bPanels, depth, out, done, scratch);
            return;
        }
        Bounds.multiplyTransposed(a, aPanel, aPanels, b, bPanel, bPanels, depth, out);
        SimdScratch own = (SimdScratch) scratch;
        int slot = PackedBlocks.take(own.slot);
        try {
            own.grouped().multiplyTransposed(a, aPanel, aPanels, b, bPanel, bPanels, depth, out, done, slot);
        } finally {
            PackedBlocks.giveBack(slot);
        }
    }

    @Override
    public void listRows(PanelMatrix a, int rows, int group, NonZeros out) {
        Bounds.listRows(a, rows, group, listedDepth(), out);
        Lists.rows(a, rows, group, out);
    }

    @Override
    public void listColumns(PanelMatrix a, int panel, int depth, NonZeros out, Scratch scratch) {
        Bounds.listColumns(a, panel, depth, listedDepth(), out);
        Lists.columns(a, panel, depth, out, (SimdScratch) scratch);
    }

    @Override
    public int listedDepth() {
        return ListedTiles.DEPTH;
    }

    @Override
    public int listedPanels() {
        return ListedTiles.PANELS;
    }

    @Override
    public void multiplyListed(
            NonZeros a,
            int firstGroup,
            int groups,
            PanelMatrix b,
            int panel,
            float[] start,
            PanelMatrix c,
            int row,
            int cPanel,
            Scratch scratch) {
        Bounds.multiplyListed(a, firstGroup, groups, listedDepth(), b, panel, listedPanels(), start, c, row, cPanel);
        int slot = PackedBlocks.take(((SimdScratch) scratch).slot);
        try {
            ListedTiles.multiply(a, firstGroup, groups, b, panel, start, c, row, cPanel, slot);
        } finally {
            PackedBlocks.giveBack(slot);
        }
        int last = listedPanels() - 1;
        int columns = b.panelColumns(panel + last);
        Blocks.clearBeyond(c.data(), c.offset(cPanel + last, row), groups * NonZeros.GROUP, columns);
    }

    @Override
    public double listedBelow() {
        return LISTED_BELOW;
    }

    @Override
    public Scratch scratch() {
        return new SimdScratch();
    }

    @Override
    public void columnSums(PanelMatrix a, int panel, int depth, float[] out) {
        Bounds.columnSums(a, panel, depth, out);
        Elementwise.columnSums(a.data(), a.offset(panel, 0), depth, out);
    }

    @Override
    public void transpose(float[] source, int from, float[] target, int to, float[] scratch) {
        Bounds.block(source, from);
        Bounds.block(target, to);
        Bounds.block(scratch, 0);
        Transposes.transpose(source, from, target, to, scratch);
    }

    @Override
    public void relu(float[] x, int offset, int length) {
        Bounds.run(x, offset, length);
        Elementwise.relu(x, offset, length);
    }

    @Override
    public void reluGradient(float[] output, float[] gradient, int offset, int length) {
        Bounds.run(output, offset, length);
        Bounds.run(gradient, offset, length);
        Elementwise.reluGradient(output, gradient, offset, length);
    }

    @Override
    public void apply(Nonlinearity function, float[] x, int offset, int length) {
        Bounds.run(x, offset, length);
        Nonlinearities.apply(function, x, offset, length);
    }

    @Override
    public void applyGradient(Nonlinearity function, float[] kept, float[] gradient, int offset, int length) {
        Bounds.run(kept, offset, length);
        Bounds.run(gradient, offset, length);
        Nonlinearities.gradient(function, kept, gradient, offset, length);
    }

    @Override
    public float layerNorm(
            float[] x, int offset, int stride, int columns, float[] gamma, float[] beta, float[] out, float[] scratch) {
        Bounds.layerNorm(x, out, offset, stride, columns, gamma, beta, scratch);
        return LayerNorms.forward(x, offset, stride, columns, gamma, beta, out, scratch);
    }

    @Override
    public void layerNormGradient(
            float[] gradient,
            float[] normalized,
            int offset,
            int stride,
            int columns,
            float[] gamma,
            float inverse,
            float[] out,
            float[] scratch) {
        Bounds.layerNormGradient(gradient, normalized, out, offset, stride, columns, gamma, scratch);
        LayerNorms.backward(gradient, normalized, offset, stride, columns, gamma, inverse, out, scratch);
    }

    @Override
    public void scale(float[] x, int offset, int length, float factor) {
        Bounds.run(x, offset, length);
        Elementwise.scale(x, offset, length, factor);
    }

    @Override
    public void dropout(
            float[] x,
            int offset,
            int rows,
            int columns,
            long key,
            long firstElement,
            int width,
            long threshold,
            float factor) {
        Bounds.run(x, offset, rows * WIDTH);
        Noise.dropout(x, offset, rows, columns, key, firstElement, width, threshold, factor);
    }

    @Override
    public void mask(float[] out, int rows, int columns, long key, long firstElement, int width, long threshold) {
        Bounds.run(out, 0, rows * columns);
        Noise.mask(out, rows, columns, key, firstElement, width, threshold);
    }

    @Override
    public void bits(int[] out, int rows, int columns, long key, long firstElement, int width) {
        Bounds.run(out, rows * columns);
        Noise.bits(out, rows, columns, key, firstElement, width);
    }

    @Override
    public void normals(int[] bits, float[] out, int length) {
        Bounds.run(bits, length);
        Bounds.run(out, 0, length);
        Noise.normals(bits, out, length);
    }

    @Override
    public void exp(float[] x, int offset, int length) {
        Bounds.run(x, offset, length);
        Elementwise.exp(x, offset, length);
    }

    @Override
    public void gather(byte[] pixels, int features, int[] order, int from, int rows, PanelMatrix x, int firstRow) {
        Bounds.gather(pixels, features, order, from, rows, x, firstRow);
        Blocks.gather(pixels, features, order, from, rows, x, firstRow);
    }

    @Override
    public void gatherRows(float[] a, float[] b, float[] c, float[] d, PanelMatrix x, int firstRow) {
        Bounds.gatherRows(a, b, c, d, x, firstRow);
        Blocks.gatherRows(a, b, c, d, x, firstRow);
    }

    @Override
    public void getRow(PanelMatrix x, int row, float[] to, int at) {
        Bounds.row(x, row, to, at);
        Blocks.getRow(x, row, to, at);
    }

    @Override
    public void setRow(PanelMatrix x, int row, float[] from, int at) {
        Bounds.row(x, row, from, at);
        Blocks.setRow(x, row, from, at);
    }

    @Override
    public void standardize(PanelMatrix x, int firstRow, int rows, float[] mean, float[] inverse) {
        Bounds.standardize(x, firstRow, rows, mean, inverse);
        Blocks.standardize(x, firstRow, rows, mean, inverse);
    }

    @Override
    public boolean finite(float[] x, int offset, int length) {
        Bounds.run(x, offset, length);
        return Elementwise.finite(x, offset, length);
    }

    @Override
    public int copyFinite(float[] source, int from, float[] target, int to, int length) {
        Bounds.run(source, from, length);
        Bounds.run(target, to, length);
        return Elementwise.copyFinite(source, from, target, to, length);
    }

    @Override
    public void sgd(float[] w, int offset, float[] g, int length, float rate, float shrink) {
        Bounds.run(w, offset, length);
        Bounds.run(g, 0, length);
        Updates.sgd(w, offset, g, length, rate, shrink);
    }

    @Override
    public void momentum(
            float[] w,
            float[] v,
            int offset,
            float[] g,
            int length,
            float scale,
            float rate,
            float shrink,
            float momentum,
            boolean nesterov) {
        Bounds.run(w, offset, length);
        Bounds.run(v, offset, length);
        Bounds.run(g, 0, length);
        Updates.momentum(w, v, offset, g, length, scale, rate, shrink, momentum, nesterov);
    }

    @Override
    public void adam(
            float[] w,
            float[] m,
            float[] s,
            int offset,
            float[] g,
            int length,
            float scale,
            float rate,
            float shrink,
            float beta1,
            float beta2,
            float epsilon,
            float correction) {
        Bounds.run(w, offset, length);
        Bounds.run(m, offset, length);
        Bounds.run(s, offset, length);
        Bounds.run(g, 0, length);
        Updates.adam(w, m, s, offset, g, length, scale, rate, shrink, beta1, beta2, epsilon, correction);
    }
}
