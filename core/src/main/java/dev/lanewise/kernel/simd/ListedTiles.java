package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products that leave out the zeros of their left operand: the sums of one row and eight vectors of columns are kept in
 * registers while the row's list runs.
 *
 * <p>There is a load of B for each {@code fma}, so what counts is that B is in the first-level cache and that no load crosses a
 * cache line. So a block of B is packed first, eight vectors a row, in memory outside the Java heap: an array starts wherever
 * the collector puts it, and loads of whole cache lines from it take twice as long. Eight sums are what hides the latency of
 * {@code fma}, and one list at a time needs no padding to the longest; docs/performance.md has what other shapes reach.
 */
final class ListedTiles {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int VECTORS = 8;

    /** Bytes of a vector. */
    private static final long BYTES = 4L * LANES;

    /** Bytes of a row of the packed block. */
    static final long ROW = VECTORS * BYTES;

    /**
     * Steps of k in a block. Each list ends with sums that are stored and others that are loaded, which takes as long as eight
     * elements; but in blocks of more than 32 KB loads miss the first-level cache. 128-bit vectors gained nothing by 256 steps.
     */
    static final int DEPTH = LANES == 8 ? 128 : 64;

    /** The panels that eight vectors span; no fewer than one, as there are at least four lanes. */
    static final int PANELS = VECTORS * LANES / WIDTH;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private ListedTiles() {}

    static void multiply(
            NonZeros a,
            int firstGroup,
            int groups,
            PanelMatrix b,
            int panel,
            float[] start,
            PanelMatrix c,
            int row,
            int cPanel,
            int slot) {
        int ct = c.offset(cPanel, row);
        // Sums start in C, so that there is one loop over lists, which needs each register it can get.
        Blocks.repeat(start, panel * WIDTH, c, cPanel, PANELS, row, groups * NonZeros.GROUP);
        for (int block = 0; block < a.blocks(); block++) {
            int depth = Math.clamp(b.rows() - block * DEPTH, 0, DEPTH);
            pack(b.data(), b.offset(panel, block * DEPTH), b.stride(), depth, slot);
            for (int g = 0; g < groups; g++) {
                int first = a.firstEnd(block, firstGroup + g);
                int list = a.start(block, firstGroup + g);
                int to = ct + g * NonZeros.GROUP * WIDTH;
                lists(a.steps(), a.values(), a.ends(), first, list, slot, c.data(), to, c.stride());
            }
        }
    }

    private static void pack(float[] b, int from, int stride, int depth, int slot) {
        long packed = PackedBlocks.offset(slot);
        for (int p = 0; p < PANELS; p++) {
            for (int k = 0; k < depth; k++) {
                for (int h = 0; h < WIDTH; h += LANES) {
                    FloatVector.fromArray(VECTOR, b, from + p * stride + k * WIDTH + h)
                            .intoMemorySegment(
                                    PackedBlocks.ALL, PackedBlocks.row(packed, k) + (p * WIDTH + h) * 4L, ORDER);
                }
            }
        }
    }

    /**
     * The lists of a group, added to what is in C.
     *
     * @param first where their ends are
     * @param list where the first starts
     * @param slot where the block of B is packed
     * @param c its rows are {@code stride} apart from panel to panel
     */
    private static void lists(
            int[] steps, float[] values, int[] ends, int first, int list, int slot, float[] c, int ct, int stride) {
        long packed = PackedBlocks.offset(slot);
        int i = list;
        for (int r = 0; r < NonZeros.GROUP; r++, ct += WIDTH) {
            FloatVector p0 = FloatVector.fromArray(VECTOR, c, ct + Blocks.place(0, stride));
            FloatVector p1 = FloatVector.fromArray(VECTOR, c, ct + Blocks.place(1, stride));
            FloatVector p2 = FloatVector.fromArray(VECTOR, c, ct + Blocks.place(2, stride));
            FloatVector p3 = FloatVector.fromArray(VECTOR, c, ct + Blocks.place(3, stride));
            FloatVector p4 = FloatVector.fromArray(VECTOR, c, ct + Blocks.place(4, stride));
            FloatVector p5 = FloatVector.fromArray(VECTOR, c, ct + Blocks.place(5, stride));
            FloatVector p6 = FloatVector.fromArray(VECTOR, c, ct + Blocks.place(6, stride));
            FloatVector p7 = FloatVector.fromArray(VECTOR, c, ct + Blocks.place(7, stride));
            for (int end = ends[first + r]; i < end; i++) {
                long k = PackedBlocks.row(packed, steps[i]);
                long l = LANES < 16 ? k + 4 * BYTES : packed + PackedBlocks.secondHalf(steps[i]);
                FloatVector s = FloatVector.broadcast(VECTOR, values[i]);
                p0 = s.fma(FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, k, ORDER), p0);
                p1 = s.fma(FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, k + BYTES, ORDER), p1);
                p2 = s.fma(FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, k + 2 * BYTES, ORDER), p2);
                p3 = s.fma(FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, k + 3 * BYTES, ORDER), p3);
                p4 = s.fma(FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, l, ORDER), p4);
                p5 = s.fma(FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, l + BYTES, ORDER), p5);
                p6 = s.fma(FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, l + 2 * BYTES, ORDER), p6);
                p7 = s.fma(FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, l + 3 * BYTES, ORDER), p7);
            }
            // Adding +0 makes -0, which tiny sums can round to, +0 as the contract asks.
            p0.add(0f).intoArray(c, ct + Blocks.place(0, stride));
            p1.add(0f).intoArray(c, ct + Blocks.place(1, stride));
            p2.add(0f).intoArray(c, ct + Blocks.place(2, stride));
            p3.add(0f).intoArray(c, ct + Blocks.place(3, stride));
            p4.add(0f).intoArray(c, ct + Blocks.place(4, stride));
            p5.add(0f).intoArray(c, ct + Blocks.place(5, stride));
            p6.add(0f).intoArray(c, ct + Blocks.place(6, stride));
            p7.add(0f).intoArray(c, ct + Blocks.place(7, stride));
        }
    }
}
