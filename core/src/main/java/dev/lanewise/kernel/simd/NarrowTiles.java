package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products whose result is no wider than a tile, as that of the output layer, where there are 16 vector registers. Each row of A is
 * needed once only, so packing A, as {@link PackedTiles} do, would take a third of the time. A is read in place, and B packed.
 *
 * <p>The micro-kernel is that of {@link PackedTiles} otherwise. Where a row of A is in its panel is masked, which changes nothing but
 * lets the compiler check a panel once and not each step; docs/performance.md has the figures.
 */
final class NarrowTiles {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** The most columns of a result. */
    static final int COLUMNS = 2 * LANES;

    private static final int ROWS = PackedTiles.ROWS;

    /** Steps of k in a packed block: 16 KB with 256-bit vectors. */
    private static final int STEPS = 256;

    /** Steps of k that are written out. */
    private static final int UNROLLED = 2;

    /** Bytes of a vector. */
    private static final long BYTES = 4L * LANES;

    /** Bytes from a step of a packed block to the next. */
    private static final long ROW = 2 * BYTES;

    private NarrowTiles() {}

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
                if (end - r >= ROWS) {
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
}
