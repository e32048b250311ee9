package dev.lanewise.kernel.simd;

import static dev.lanewise.kernel.simd.ListedTiles.at;

import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of four rows that share a list, of which only the steps are left out at which all four are zero: tiles of four rows
 * and four vectors. They need a load of B for four {@code fma} only and so are nearly as fast as dense tiles, for operands of
 * which half is zero in the same places, as images are.
 */
final class SharedTiles {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int VECTORS = 4;

    /** Bytes of a row of the packed block. */
    private static final long ROW = VECTORS * ListedTiles.BYTES;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private SharedTiles() {}

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
            MemorySegment packed) {
        int ct = c.offset(cPanel, row);
        for (int first = 0; first < ListedTiles.VECTORS; first += VECTORS) {
            for (int block = 0; block < a.blocks(); block++) {
                int depth = Math.clamp(b.rows() - block * NonZeros.DEPTH, 0, NonZeros.DEPTH);
                pack(b.data(), b.offset(panel, block * NonZeros.DEPTH), b.stride(), first, depth, packed);
                for (int g = 0; g < groups; g++) {
                    int to = ct + g * NonZeros.GROUP * WIDTH;
                    if (block == 0) {
                        group(a, block, firstGroup + g, packed, first, start, panel * WIDTH, 0, WIDTH, c, to);
                    } else {
                        group(a, block, firstGroup + g, packed, first, c.data(), to, WIDTH, c.stride(), c, to);
                    }
                }
            }
        }
    }

    private static void pack(float[] b, int from, int stride, int first, int depth, MemorySegment packed) {
        for (int v = 0; v < VECTORS; v++) {
            int at = from + at(first + v, stride);
            for (int k = 0; k < depth; k++) {
                FloatVector.fromArray(VECTOR, b, at + k * WIDTH)
                        .intoMemorySegment(packed, k * ROW + v * ListedTiles.BYTES, ORDER);
            }
        }
    }

    private static void group(
            NonZeros a,
            int block,
            int group,
            MemorySegment b,
            int first,
            float[] start,
            int st,
            int startRow,
            int startPanel,
            PanelMatrix c,
            int ct) {
        int list = a.start(block, group);
        lists(
                a.steps(),
                a.values(),
                a.firstValue(block, group) - list,
                a.valuesApart(),
                a.ends(),
                a.firstEnd(block, group),
                list,
                b,
                first,
                start,
                st,
                startRow,
                startPanel,
                c.data(),
                ct,
                c.stride());
    }

    /**
     * The lists of a group.
     *
     * @param value what to add to an element's place in {@code steps} for its value in the first row
     * @param end where the lists' ends are
     * @param list where the first list starts
     * @param first the first vector of columns
     */
    private static void lists(
            int[] steps,
            float[] values,
            int value,
            int apart,
            int[] ends,
            int end,
            int list,
            MemorySegment b,
            int first,
            float[] start,
            int st,
            int startRow,
            int startPanel,
            float[] c,
            int ct,
            int stride) {
        int i = list;
        for (int n = 0; n < NonZeros.GROUP / NonZeros.SHARED; n++) {
            FloatVector p0 = FloatVector.fromArray(VECTOR, start, st + at(first, startPanel));
            FloatVector p1 = FloatVector.fromArray(VECTOR, start, st + at(first + 1, startPanel));
            FloatVector p2 = FloatVector.fromArray(VECTOR, start, st + at(first + 2, startPanel));
            FloatVector p3 = FloatVector.fromArray(VECTOR, start, st + at(first + 3, startPanel));
            FloatVector q0 = FloatVector.fromArray(VECTOR, start, st + startRow + at(first, startPanel));
            FloatVector q1 = FloatVector.fromArray(VECTOR, start, st + startRow + at(first + 1, startPanel));
            FloatVector q2 = FloatVector.fromArray(VECTOR, start, st + startRow + at(first + 2, startPanel));
            FloatVector q3 = FloatVector.fromArray(VECTOR, start, st + startRow + at(first + 3, startPanel));
            FloatVector r0 = FloatVector.fromArray(VECTOR, start, st + 2 * startRow + at(first, startPanel));
            FloatVector r1 = FloatVector.fromArray(VECTOR, start, st + 2 * startRow + at(first + 1, startPanel));
            FloatVector r2 = FloatVector.fromArray(VECTOR, start, st + 2 * startRow + at(first + 2, startPanel));
            FloatVector r3 = FloatVector.fromArray(VECTOR, start, st + 2 * startRow + at(first + 3, startPanel));
            FloatVector s0 = FloatVector.fromArray(VECTOR, start, st + 3 * startRow + at(first, startPanel));
            FloatVector s1 = FloatVector.fromArray(VECTOR, start, st + 3 * startRow + at(first + 1, startPanel));
            FloatVector s2 = FloatVector.fromArray(VECTOR, start, st + 3 * startRow + at(first + 2, startPanel));
            FloatVector s3 = FloatVector.fromArray(VECTOR, start, st + 3 * startRow + at(first + 3, startPanel));
            for (int to = ends[end + n]; i < to; i++) {
                long k = steps[i] * ROW;
                FloatVector x;
                FloatVector b0 = FloatVector.fromMemorySegment(VECTOR, b, k, ORDER);
                FloatVector b1 = FloatVector.fromMemorySegment(VECTOR, b, k + ListedTiles.BYTES, ORDER);
                FloatVector b2 = FloatVector.fromMemorySegment(VECTOR, b, k + 2 * ListedTiles.BYTES, ORDER);
                FloatVector b3 = FloatVector.fromMemorySegment(VECTOR, b, k + 3 * ListedTiles.BYTES, ORDER);
                x = FloatVector.broadcast(VECTOR, values[value + i]);
                p0 = x.fma(b0, p0);
                p1 = x.fma(b1, p1);
                p2 = x.fma(b2, p2);
                p3 = x.fma(b3, p3);
                x = FloatVector.broadcast(VECTOR, values[value + i + apart]);
                q0 = x.fma(b0, q0);
                q1 = x.fma(b1, q1);
                q2 = x.fma(b2, q2);
                q3 = x.fma(b3, q3);
                x = FloatVector.broadcast(VECTOR, values[value + i + 2 * apart]);
                r0 = x.fma(b0, r0);
                r1 = x.fma(b1, r1);
                r2 = x.fma(b2, r2);
                r3 = x.fma(b3, r3);
                x = FloatVector.broadcast(VECTOR, values[value + i + 3 * apart]);
                s0 = x.fma(b0, s0);
                s1 = x.fma(b1, s1);
                s2 = x.fma(b2, s2);
                s3 = x.fma(b3, s3);
            }
            p0.add(0f).intoArray(c, ct + at(first, stride));
            p1.add(0f).intoArray(c, ct + at(first + 1, stride));
            p2.add(0f).intoArray(c, ct + at(first + 2, stride));
            p3.add(0f).intoArray(c, ct + at(first + 3, stride));
            q0.add(0f).intoArray(c, ct + WIDTH + at(first, stride));
            q1.add(0f).intoArray(c, ct + WIDTH + at(first + 1, stride));
            q2.add(0f).intoArray(c, ct + WIDTH + at(first + 2, stride));
            q3.add(0f).intoArray(c, ct + WIDTH + at(first + 3, stride));
            r0.add(0f).intoArray(c, ct + 2 * WIDTH + at(first, stride));
            r1.add(0f).intoArray(c, ct + 2 * WIDTH + at(first + 1, stride));
            r2.add(0f).intoArray(c, ct + 2 * WIDTH + at(first + 2, stride));
            r3.add(0f).intoArray(c, ct + 2 * WIDTH + at(first + 3, stride));
            s0.add(0f).intoArray(c, ct + 3 * WIDTH + at(first, stride));
            s1.add(0f).intoArray(c, ct + 3 * WIDTH + at(first + 1, stride));
            s2.add(0f).intoArray(c, ct + 3 * WIDTH + at(first + 2, stride));
            s3.add(0f).intoArray(c, ct + 3 * WIDTH + at(first + 3, stride));
            st += NonZeros.SHARED * startRow;
            ct += NonZeros.SHARED * WIDTH;
        }
    }
}
