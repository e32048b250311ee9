package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products whose result is no wider than a tile, as that of the output layer, on x86. Each row of A is needed once only, so packing A,
 * as {@link PackedTiles} do, would take a third of the time. A is read in place, and B packed.
 *
 * <p>The micro-kernel is that of {@link PackedTiles} otherwise; with 512-bit vectors, of which ten columns fill one, it has one vector
 * and 16 rows. Where a row of A is in its panel is masked, which changes nothing but lets the compiler check a panel once and not each
 * step; docs/performance.md has the figures.
 */
final class NarrowTiles {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Whether a tile is one vector wide. */
    private static final boolean TALL = LANES == 16;

    /** The most columns of a result. */
    static final int COLUMNS = TALL ? LANES : 2 * LANES;

    private static final int ROWS = TALL ? 16 : Species.PACKED_ROWS;

    /** Steps of k in a packed block of at most 16 KB. */
    private static final int STEPS = 256;

    /** Steps of k that are written out. */
    private static final int UNROLLED = 2;

    /** Bytes of a vector. */
    private static final long BYTES = 4L * LANES;

    /** Bytes from a step of a packed block to the next. */
    private static final long ROW = COLUMNS * 4L;

    private NarrowTiles() {}

    /** How many of {@code rows} rows are computed here: A may end before a last tile of 16, and few do not pay. */
    static int rows(int rows) {
        if (TALL) {
            return rows / ROWS * ROWS;
        }
        return rows < PackedTiles.LEAST_ROWS ? 0 : rows;
    }

    /** See {@link dev.lanewise.kernel.Kernels#multiply}. */
    static void multiply(
            PanelMatrix a,
            int firstRow,
            int rows,
            PanelMatrix b,
            int panel,
            float[] start,
            PanelMatrix c,
            int slot,
            float[] edge) {
        Blocks.repeat(start, panel * WIDTH, c, panel, 1, firstRow, rows);
        int end = firstRow + rows;
        for (int k = 0; k < b.rows(); k += STEPS) {
            int steps = Math.min(STEPS, b.rows() - k);
            pack(b, panel, k, steps, slot);
            for (int r = firstRow; r < end; r += ROWS) {
                int at = a.offset(k / WIDTH, r);
                int ct = c.offset(panel, r);
                if (TALL) {
                    multiplyTallTile(a.data(), at, a.stride(), steps, slot, c.data(), ct);
                } else if (end - r >= ROWS) {
                    multiplyTile(a.data(), at, a.stride(), steps, slot, c.data(), ct);
                } else {
                    PackedTiles.copyRows(c.data(), ct, WIDTH, edge, 0, end - r);
                    multiplyTile(a.data(), at, a.stride(), steps, slot, edge, 0);
                    PackedTiles.copyRows(edge, 0, WIDTH, c.data(), ct, end - r);
                }
            }
        }
    }

    /** Packs the columns of the result of some steps, padded with zeros to whole panels of A. */
    private static void pack(PanelMatrix b, int panel, int k, int steps, int slot) {
        long to = PackedBlocks.offset(slot);
        int at = b.offset(panel, k);
        int end = Math.min(steps, STEPS);
        for (int s = 0; s < end; s++) {
            for (int h = 0; h < COLUMNS; h += LANES) {
                FloatVector.fromArray(VECTOR, b.data(), at + s * WIDTH + h)
                        .intoMemorySegment(PackedBlocks.ALL, to + 4L * h + s * ROW, ORDER);
            }
        }
        for (int s = end; s % WIDTH != 0; s++) {
            for (int h = 0; h < COLUMNS; h += LANES) {
                FloatVector.zero(VECTOR)
                        .intoMemorySegment(PackedBlocks.ALL, to + 4L * h + (s & (STEPS - 1)) * ROW, ORDER);
            }
        }
    }

    /** 6 rows of A from {@code at}, whose panels are {@code stride} apart, times the packed block. */
    private static void multiplyTile(float[] a, int at, int stride, int steps, int slot, float[] c, int ct) {
        long packed = PackedBlocks.offset(slot);
        FloatVector p0 = FloatVector.fromArray(VECTOR, c, ct);
        FloatVector q0 = FloatVector.fromArray(VECTOR, c, ct + LANES);
        FloatVector p1 = FloatVector.fromArray(VECTOR, c, ct + WIDTH);
        FloatVector q1 = FloatVector.fromArray(VECTOR, c, ct + WIDTH + LANES);
        FloatVector p2 = FloatVector.fromArray(VECTOR, c, ct + 2 * WIDTH);
        FloatVector q2 = FloatVector.fromArray(VECTOR, c, ct + 2 * WIDTH + LANES);
        FloatVector p3 = FloatVector.fromArray(VECTOR, c, ct + 3 * WIDTH);
        FloatVector q3 = FloatVector.fromArray(VECTOR, c, ct + 3 * WIDTH + LANES);
        FloatVector p4 = FloatVector.fromArray(VECTOR, c, ct + 4 * WIDTH);
        FloatVector q4 = FloatVector.fromArray(VECTOR, c, ct + 4 * WIDTH + LANES);
        FloatVector p5 = FloatVector.fromArray(VECTOR, c, ct + 5 * WIDTH);
        FloatVector q5 = FloatVector.fromArray(VECTOR, c, ct + 5 * WIDTH + LANES);
        for (int s = 0; s < steps; s += WIDTH, at += stride) {
            long block = packed + (s & (STEPS - WIDTH)) * ROW;
            for (int k = 0; k < WIDTH; k += UNROLLED) {
                int row = at + (k & (WIDTH - UNROLLED));
                long from = block + k * ROW;
                FloatVector x = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from, ORDER);
                FloatVector y = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + BYTES, ORDER);
                FloatVector z;
                z = FloatVector.broadcast(VECTOR, a[row]);
                p0 = z.fma(x, p0);
                q0 = z.fma(y, q0);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + WIDTH]);
                p1 = z.fma(x, p1);
                q1 = z.fma(y, q1);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + 2 * WIDTH]);
                p2 = z.fma(x, p2);
                q2 = z.fma(y, q2);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + 3 * WIDTH]);
                p3 = z.fma(x, p3);
                q3 = z.fma(y, q3);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + 4 * WIDTH]);
                p4 = z.fma(x, p4);
                q4 = z.fma(y, q4);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + 5 * WIDTH]);
                p5 = z.fma(x, p5);
                q5 = z.fma(y, q5);
                VarHandle.acquireFence();
                x = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + ROW, ORDER);
                y = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + ROW + BYTES, ORDER);
                z = FloatVector.broadcast(VECTOR, a[row + 1]);
                p0 = z.fma(x, p0);
                q0 = z.fma(y, q0);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + 1 + WIDTH]);
                p1 = z.fma(x, p1);
                q1 = z.fma(y, q1);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + 1 + 2 * WIDTH]);
                p2 = z.fma(x, p2);
                q2 = z.fma(y, q2);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + 1 + 3 * WIDTH]);
                p3 = z.fma(x, p3);
                q3 = z.fma(y, q3);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + 1 + 4 * WIDTH]);
                p4 = z.fma(x, p4);
                q4 = z.fma(y, q4);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, a[row + 1 + 5 * WIDTH]);
                p5 = z.fma(x, p5);
                q5 = z.fma(y, q5);
                VarHandle.acquireFence();
            }
        }
        p0.add(0f).intoArray(c, ct);
        q0.add(0f).intoArray(c, ct + LANES);
        p1.add(0f).intoArray(c, ct + WIDTH);
        q1.add(0f).intoArray(c, ct + WIDTH + LANES);
        p2.add(0f).intoArray(c, ct + 2 * WIDTH);
        q2.add(0f).intoArray(c, ct + 2 * WIDTH + LANES);
        p3.add(0f).intoArray(c, ct + 3 * WIDTH);
        q3.add(0f).intoArray(c, ct + 3 * WIDTH + LANES);
        p4.add(0f).intoArray(c, ct + 4 * WIDTH);
        q4.add(0f).intoArray(c, ct + 4 * WIDTH + LANES);
        p5.add(0f).intoArray(c, ct + 5 * WIDTH);
        q5.add(0f).intoArray(c, ct + 5 * WIDTH + LANES);
    }

    /** 16 rows of A from {@code at}, whose panels are {@code stride} apart, times the packed block, one vector wide. */
    private static void multiplyTallTile(float[] a, int at, int stride, int steps, int slot, float[] c, int ct) {
        long packed = PackedBlocks.offset(slot);
        FloatVector p0 = FloatVector.fromArray(VECTOR, c, ct);
        FloatVector p1 = FloatVector.fromArray(VECTOR, c, ct + WIDTH);
        FloatVector p2 = FloatVector.fromArray(VECTOR, c, ct + 2 * WIDTH);
        FloatVector p3 = FloatVector.fromArray(VECTOR, c, ct + 3 * WIDTH);
        FloatVector p4 = FloatVector.fromArray(VECTOR, c, ct + 4 * WIDTH);
        FloatVector p5 = FloatVector.fromArray(VECTOR, c, ct + 5 * WIDTH);
        FloatVector p6 = FloatVector.fromArray(VECTOR, c, ct + 6 * WIDTH);
        FloatVector p7 = FloatVector.fromArray(VECTOR, c, ct + 7 * WIDTH);
        FloatVector p8 = FloatVector.fromArray(VECTOR, c, ct + 8 * WIDTH);
        FloatVector p9 = FloatVector.fromArray(VECTOR, c, ct + 9 * WIDTH);
        FloatVector p10 = FloatVector.fromArray(VECTOR, c, ct + 10 * WIDTH);
        FloatVector p11 = FloatVector.fromArray(VECTOR, c, ct + 11 * WIDTH);
        FloatVector p12 = FloatVector.fromArray(VECTOR, c, ct + 12 * WIDTH);
        FloatVector p13 = FloatVector.fromArray(VECTOR, c, ct + 13 * WIDTH);
        FloatVector p14 = FloatVector.fromArray(VECTOR, c, ct + 14 * WIDTH);
        FloatVector p15 = FloatVector.fromArray(VECTOR, c, ct + 15 * WIDTH);
        for (int s = 0; s < steps; s += WIDTH, at += stride) {
            long block = packed + (s & (STEPS - WIDTH)) * ROW;
            for (int k = 0; k < WIDTH; k += UNROLLED) {
                int row = at + (k & (WIDTH - UNROLLED));
                long from = block + k * ROW;
                FloatVector x = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from, ORDER);
                p0 = FloatVector.broadcast(VECTOR, a[row]).fma(x, p0);
                p1 = FloatVector.broadcast(VECTOR, a[row + WIDTH]).fma(x, p1);
                p2 = FloatVector.broadcast(VECTOR, a[row + 2 * WIDTH]).fma(x, p2);
                p3 = FloatVector.broadcast(VECTOR, a[row + 3 * WIDTH]).fma(x, p3);
                p4 = FloatVector.broadcast(VECTOR, a[row + 4 * WIDTH]).fma(x, p4);
                p5 = FloatVector.broadcast(VECTOR, a[row + 5 * WIDTH]).fma(x, p5);
                p6 = FloatVector.broadcast(VECTOR, a[row + 6 * WIDTH]).fma(x, p6);
                p7 = FloatVector.broadcast(VECTOR, a[row + 7 * WIDTH]).fma(x, p7);
                p8 = FloatVector.broadcast(VECTOR, a[row + 8 * WIDTH]).fma(x, p8);
                p9 = FloatVector.broadcast(VECTOR, a[row + 9 * WIDTH]).fma(x, p9);
                p10 = FloatVector.broadcast(VECTOR, a[row + 10 * WIDTH]).fma(x, p10);
                p11 = FloatVector.broadcast(VECTOR, a[row + 11 * WIDTH]).fma(x, p11);
                p12 = FloatVector.broadcast(VECTOR, a[row + 12 * WIDTH]).fma(x, p12);
                p13 = FloatVector.broadcast(VECTOR, a[row + 13 * WIDTH]).fma(x, p13);
                p14 = FloatVector.broadcast(VECTOR, a[row + 14 * WIDTH]).fma(x, p14);
                p15 = FloatVector.broadcast(VECTOR, a[row + 15 * WIDTH]).fma(x, p15);
                x = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + ROW, ORDER);
                p0 = FloatVector.broadcast(VECTOR, a[row + 1]).fma(x, p0);
                p1 = FloatVector.broadcast(VECTOR, a[row + 1 + WIDTH]).fma(x, p1);
                p2 = FloatVector.broadcast(VECTOR, a[row + 1 + 2 * WIDTH]).fma(x, p2);
                p3 = FloatVector.broadcast(VECTOR, a[row + 1 + 3 * WIDTH]).fma(x, p3);
                p4 = FloatVector.broadcast(VECTOR, a[row + 1 + 4 * WIDTH]).fma(x, p4);
                p5 = FloatVector.broadcast(VECTOR, a[row + 1 + 5 * WIDTH]).fma(x, p5);
                p6 = FloatVector.broadcast(VECTOR, a[row + 1 + 6 * WIDTH]).fma(x, p6);
                p7 = FloatVector.broadcast(VECTOR, a[row + 1 + 7 * WIDTH]).fma(x, p7);
                p8 = FloatVector.broadcast(VECTOR, a[row + 1 + 8 * WIDTH]).fma(x, p8);
                p9 = FloatVector.broadcast(VECTOR, a[row + 1 + 9 * WIDTH]).fma(x, p9);
                p10 = FloatVector.broadcast(VECTOR, a[row + 1 + 10 * WIDTH]).fma(x, p10);
                p11 = FloatVector.broadcast(VECTOR, a[row + 1 + 11 * WIDTH]).fma(x, p11);
                p12 = FloatVector.broadcast(VECTOR, a[row + 1 + 12 * WIDTH]).fma(x, p12);
                p13 = FloatVector.broadcast(VECTOR, a[row + 1 + 13 * WIDTH]).fma(x, p13);
                p14 = FloatVector.broadcast(VECTOR, a[row + 1 + 14 * WIDTH]).fma(x, p14);
                p15 = FloatVector.broadcast(VECTOR, a[row + 1 + 15 * WIDTH]).fma(x, p15);
            }
        }
        p0.add(0f).intoArray(c, ct);
        p1.add(0f).intoArray(c, ct + WIDTH);
        p2.add(0f).intoArray(c, ct + 2 * WIDTH);
        p3.add(0f).intoArray(c, ct + 3 * WIDTH);
        p4.add(0f).intoArray(c, ct + 4 * WIDTH);
        p5.add(0f).intoArray(c, ct + 5 * WIDTH);
        p6.add(0f).intoArray(c, ct + 6 * WIDTH);
        p7.add(0f).intoArray(c, ct + 7 * WIDTH);
        p8.add(0f).intoArray(c, ct + 8 * WIDTH);
        p9.add(0f).intoArray(c, ct + 9 * WIDTH);
        p10.add(0f).intoArray(c, ct + 10 * WIDTH);
        p11.add(0f).intoArray(c, ct + 11 * WIDTH);
        p12.add(0f).intoArray(c, ct + 12 * WIDTH);
        p13.add(0f).intoArray(c, ct + 13 * WIDTH);
        p14.add(0f).intoArray(c, ct + 14 * WIDTH);
        p15.add(0f).intoArray(c, ct + 15 * WIDTH);
    }
}
