package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro-kernels: a tile of C is kept in registers while k runs, so each element is one chain of {@code fma}.
 *
 * <p>They are written out row by row because accumulators must be local variables to stay in registers (in an array they are
 * boxed, eight times slower). Tiles of 4 rows fit 16 vector registers, those of more rows want 32. On x86 these tiles are for few
 * rows or panels only, else {@link PackedTiles} are faster; docs/performance.md has the figures.
 *
 * <p>In tiles of 4 rows k runs in chunks of a constant length: only then does the compiler keep all accumulators in 16
 * registers. With 32 registers a loop to the end of the panel, wherever that is, was found to be faster. The last chunk may run
 * into the padding, where both operands are zero.
 *
 * <p>Before sums are stored, adding +0 makes -0, which tiny sums can round to, +0, as the contract asks.
 *
 * <p>The sums of a tile start from {@code start}, whose rows are {@code step} apart from {@code st} on: 0 apart where all start from
 * the same row, else from what they reached in the chunks before.
 */
final class Tiles {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** What depths are counted in: half a panel, so that 784 inputs are whole chunks. */
    static final int CHUNK = WIDTH / 2;

    private Tiles() {}

    /** The number of chunks that hold {@code depth} steps of k. */
    static int chunks(int depth) {
        return (depth + CHUNK - 1) / CHUNK;
    }

    /** How many of {@code left} rows, a multiple of 4, the next tile of two vectors takes. */
    static int rows(int left) {
        return left >= 12 ? 12 : 4;
    }

    /** 12 rows of A from {@code at} times two vectors of B's panel from {@code bt}. */
    static void rows12x2(
            float[] a,
            int at,
            int stride,
            int chunks,
            float[] b,
            int bt,
            float[] start,
            int st,
            int step,
            float[] c,
            int ct) {
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, st);
        FloatVector q0 = FloatVector.fromArray(VECTOR, start, st + LANES);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, st + step);
        FloatVector q1 = FloatVector.fromArray(VECTOR, start, st + step + LANES);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, st + 2 * step);
        FloatVector q2 = FloatVector.fromArray(VECTOR, start, st + 2 * step + LANES);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, st + 3 * step);
        FloatVector q3 = FloatVector.fromArray(VECTOR, start, st + 3 * step + LANES);
        FloatVector p4 = FloatVector.fromArray(VECTOR, start, st + 4 * step);
        FloatVector q4 = FloatVector.fromArray(VECTOR, start, st + 4 * step + LANES);
        FloatVector p5 = FloatVector.fromArray(VECTOR, start, st + 5 * step);
        FloatVector q5 = FloatVector.fromArray(VECTOR, start, st + 5 * step + LANES);
        FloatVector p6 = FloatVector.fromArray(VECTOR, start, st + 6 * step);
        FloatVector q6 = FloatVector.fromArray(VECTOR, start, st + 6 * step + LANES);
        FloatVector p7 = FloatVector.fromArray(VECTOR, start, st + 7 * step);
        FloatVector q7 = FloatVector.fromArray(VECTOR, start, st + 7 * step + LANES);
        FloatVector p8 = FloatVector.fromArray(VECTOR, start, st + 8 * step);
        FloatVector q8 = FloatVector.fromArray(VECTOR, start, st + 8 * step + LANES);
        FloatVector p9 = FloatVector.fromArray(VECTOR, start, st + 9 * step);
        FloatVector q9 = FloatVector.fromArray(VECTOR, start, st + 9 * step + LANES);
        FloatVector p10 = FloatVector.fromArray(VECTOR, start, st + 10 * step);
        FloatVector q10 = FloatVector.fromArray(VECTOR, start, st + 10 * step + LANES);
        FloatVector p11 = FloatVector.fromArray(VECTOR, start, st + 11 * step);
        FloatVector q11 = FloatVector.fromArray(VECTOR, start, st + 11 * step + LANES);
        for (int chunk = 0, row = at; chunk < chunks; chunk += 2, row += stride, bt += WIDTH * WIDTH) {
            int steps = Math.min(2, chunks - chunk) * CHUNK;
            for (int k = 0; k < steps; k++) {
                FloatVector x = FloatVector.fromArray(VECTOR, b, bt + k * WIDTH);
                FloatVector y = FloatVector.fromArray(VECTOR, b, bt + k * WIDTH + LANES);
                FloatVector s;
                s = FloatVector.broadcast(VECTOR, a[row + k]);
                p0 = s.fma(x, p0);
                q0 = s.fma(y, q0);
                s = FloatVector.broadcast(VECTOR, a[row + k + WIDTH]);
                p1 = s.fma(x, p1);
                q1 = s.fma(y, q1);
                s = FloatVector.broadcast(VECTOR, a[row + k + 2 * WIDTH]);
                p2 = s.fma(x, p2);
                q2 = s.fma(y, q2);
                s = FloatVector.broadcast(VECTOR, a[row + k + 3 * WIDTH]);
                p3 = s.fma(x, p3);
                q3 = s.fma(y, q3);
                s = FloatVector.broadcast(VECTOR, a[row + k + 4 * WIDTH]);
                p4 = s.fma(x, p4);
                q4 = s.fma(y, q4);
                s = FloatVector.broadcast(VECTOR, a[row + k + 5 * WIDTH]);
                p5 = s.fma(x, p5);
                q5 = s.fma(y, q5);
                s = FloatVector.broadcast(VECTOR, a[row + k + 6 * WIDTH]);
                p6 = s.fma(x, p6);
                q6 = s.fma(y, q6);
                s = FloatVector.broadcast(VECTOR, a[row + k + 7 * WIDTH]);
                p7 = s.fma(x, p7);
                q7 = s.fma(y, q7);
                s = FloatVector.broadcast(VECTOR, a[row + k + 8 * WIDTH]);
                p8 = s.fma(x, p8);
                q8 = s.fma(y, q8);
                s = FloatVector.broadcast(VECTOR, a[row + k + 9 * WIDTH]);
                p9 = s.fma(x, p9);
                q9 = s.fma(y, q9);
                s = FloatVector.broadcast(VECTOR, a[row + k + 10 * WIDTH]);
                p10 = s.fma(x, p10);
                q10 = s.fma(y, q10);
                s = FloatVector.broadcast(VECTOR, a[row + k + 11 * WIDTH]);
                p11 = s.fma(x, p11);
                q11 = s.fma(y, q11);
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
        p6.add(0f).intoArray(c, ct + 6 * WIDTH);
        q6.add(0f).intoArray(c, ct + 6 * WIDTH + LANES);
        p7.add(0f).intoArray(c, ct + 7 * WIDTH);
        q7.add(0f).intoArray(c, ct + 7 * WIDTH + LANES);
        p8.add(0f).intoArray(c, ct + 8 * WIDTH);
        q8.add(0f).intoArray(c, ct + 8 * WIDTH + LANES);
        p9.add(0f).intoArray(c, ct + 9 * WIDTH);
        q9.add(0f).intoArray(c, ct + 9 * WIDTH + LANES);
        p10.add(0f).intoArray(c, ct + 10 * WIDTH);
        q10.add(0f).intoArray(c, ct + 10 * WIDTH + LANES);
        p11.add(0f).intoArray(c, ct + 11 * WIDTH);
        q11.add(0f).intoArray(c, ct + 11 * WIDTH + LANES);
    }

    /** 16 rows of A from {@code at} times one vector of B's panel from {@code bt}. */
    static void rows16x1(
            float[] a,
            int at,
            int stride,
            int chunks,
            float[] b,
            int bt,
            float[] start,
            int st,
            int step,
            float[] c,
            int ct) {
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, st);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, st + step);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, st + 2 * step);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, st + 3 * step);
        FloatVector p4 = FloatVector.fromArray(VECTOR, start, st + 4 * step);
        FloatVector p5 = FloatVector.fromArray(VECTOR, start, st + 5 * step);
        FloatVector p6 = FloatVector.fromArray(VECTOR, start, st + 6 * step);
        FloatVector p7 = FloatVector.fromArray(VECTOR, start, st + 7 * step);
        FloatVector p8 = FloatVector.fromArray(VECTOR, start, st + 8 * step);
        FloatVector p9 = FloatVector.fromArray(VECTOR, start, st + 9 * step);
        FloatVector p10 = FloatVector.fromArray(VECTOR, start, st + 10 * step);
        FloatVector p11 = FloatVector.fromArray(VECTOR, start, st + 11 * step);
        FloatVector p12 = FloatVector.fromArray(VECTOR, start, st + 12 * step);
        FloatVector p13 = FloatVector.fromArray(VECTOR, start, st + 13 * step);
        FloatVector p14 = FloatVector.fromArray(VECTOR, start, st + 14 * step);
        FloatVector p15 = FloatVector.fromArray(VECTOR, start, st + 15 * step);
        for (int chunk = 0, row = at; chunk < chunks; chunk += 2, row += stride, bt += WIDTH * WIDTH) {
            int steps = Math.min(2, chunks - chunk) * CHUNK;
            for (int k = 0; k < steps; k++) {
                FloatVector x = FloatVector.fromArray(VECTOR, b, bt + k * WIDTH);
                FloatVector s;
                s = FloatVector.broadcast(VECTOR, a[row + k]);
                p0 = s.fma(x, p0);
                s = FloatVector.broadcast(VECTOR, a[row + k + WIDTH]);
                p1 = s.fma(x, p1);
                s = FloatVector.broadcast(VECTOR, a[row + k + 2 * WIDTH]);
                p2 = s.fma(x, p2);
                s = FloatVector.broadcast(VECTOR, a[row + k + 3 * WIDTH]);
                p3 = s.fma(x, p3);
                s = FloatVector.broadcast(VECTOR, a[row + k + 4 * WIDTH]);
                p4 = s.fma(x, p4);
                s = FloatVector.broadcast(VECTOR, a[row + k + 5 * WIDTH]);
                p5 = s.fma(x, p5);
                s = FloatVector.broadcast(VECTOR, a[row + k + 6 * WIDTH]);
                p6 = s.fma(x, p6);
                s = FloatVector.broadcast(VECTOR, a[row + k + 7 * WIDTH]);
                p7 = s.fma(x, p7);
                s = FloatVector.broadcast(VECTOR, a[row + k + 8 * WIDTH]);
                p8 = s.fma(x, p8);
                s = FloatVector.broadcast(VECTOR, a[row + k + 9 * WIDTH]);
                p9 = s.fma(x, p9);
                s = FloatVector.broadcast(VECTOR, a[row + k + 10 * WIDTH]);
                p10 = s.fma(x, p10);
                s = FloatVector.broadcast(VECTOR, a[row + k + 11 * WIDTH]);
                p11 = s.fma(x, p11);
                s = FloatVector.broadcast(VECTOR, a[row + k + 12 * WIDTH]);
                p12 = s.fma(x, p12);
                s = FloatVector.broadcast(VECTOR, a[row + k + 13 * WIDTH]);
                p13 = s.fma(x, p13);
                s = FloatVector.broadcast(VECTOR, a[row + k + 14 * WIDTH]);
                p14 = s.fma(x, p14);
                s = FloatVector.broadcast(VECTOR, a[row + k + 15 * WIDTH]);
                p15 = s.fma(x, p15);
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

    /** 4 rows of A from {@code at} times two vectors of B's panel from {@code bt}. */
    static void rows4x2(
            float[] a,
            int at,
            int stride,
            int chunks,
            float[] b,
            int bt,
            float[] start,
            int st,
            int step,
            float[] c,
            int ct) {
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, st);
        FloatVector q0 = FloatVector.fromArray(VECTOR, start, st + LANES);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, st + step);
        FloatVector q1 = FloatVector.fromArray(VECTOR, start, st + step + LANES);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, st + 2 * step);
        FloatVector q2 = FloatVector.fromArray(VECTOR, start, st + 2 * step + LANES);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, st + 3 * step);
        FloatVector q3 = FloatVector.fromArray(VECTOR, start, st + 3 * step + LANES);
        for (int chunk = 0; chunk < chunks; chunk++, bt += CHUNK * WIDTH) {
            int row = at + chunk / 2 * stride + chunk % 2 * CHUNK;
            for (int k = 0; k < CHUNK; k++) {
                FloatVector x = FloatVector.fromArray(VECTOR, b, bt + k * WIDTH);
                FloatVector y = FloatVector.fromArray(VECTOR, b, bt + k * WIDTH + LANES);
                FloatVector s;
                s = FloatVector.broadcast(VECTOR, a[row + k]);
                p0 = s.fma(x, p0);
                q0 = s.fma(y, q0);
                s = FloatVector.broadcast(VECTOR, a[row + k + WIDTH]);
                p1 = s.fma(x, p1);
                q1 = s.fma(y, q1);
                s = FloatVector.broadcast(VECTOR, a[row + k + 2 * WIDTH]);
                p2 = s.fma(x, p2);
                q2 = s.fma(y, q2);
                s = FloatVector.broadcast(VECTOR, a[row + k + 3 * WIDTH]);
                p3 = s.fma(x, p3);
                q3 = s.fma(y, q3);
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
    }
}
