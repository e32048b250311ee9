package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The micro-kernels of products with a transposed left operand, written as {@link Tiles} are. */
final class ColumnTiles {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;

    private ColumnTiles() {}

    /** With 32 registers: {@code left} columns of A, a multiple of 4, times {@code columns} of B. */
    static void byEight(
            float[] a, int at, int left, float[] b, int bt, int columns, int depth, float[] start, float[] c) {
        for (int i = 0; i < left; i += 8) {
            for (int h = 0; h < columns; h += 2 * LANES) {
                if (columns - h > LANES) {
                    columns8x2(a, at + i, b, bt + h, depth, start, c, i * WIDTH + h);
                } else {
                    columns8x1(a, at + i, b, bt + h, depth, start, c, i * WIDTH + h);
                }
            }
        }
    }

    /** The same with 16 registers, two rows of the operands at a time; of an odd number the last comes by itself. */
    static void bySix(
            float[] a, int at, int left, float[] b, int bt, int columns, int depth, float[] start, float[] c) {
        int even = depth & ~1;
        for (int i = 0, width; i < left; i += width) {
            width = Tiles.rows(left - i);
            for (int h = 0; h < columns; h += 2 * LANES) {
                if (width == 6) {
                    columns6x2(a, at + i, b, bt + h, even, start, c, i * WIDTH + h);
                } else {
                    columns4x2(a, at + i, b, bt + h, even, start, c, i * WIDTH + h);
                }
            }
        }
        if (even < depth) {
            addRow(a, at + even * WIDTH, left, b, bt + even * WIDTH, columns, c);
        }
    }

    /** Adds the products of one row of A and one of B. */
    private static void addRow(float[] a, int at, int left, float[] b, int bt, int columns, float[] c) {
        for (int i = 0; i < left; i++) {
            FloatVector s = FloatVector.broadcast(VECTOR, a[at + i]);
            for (int h = 0; h < columns; h += LANES) {
                FloatVector sum = FloatVector.fromArray(VECTOR, c, i * WIDTH + h);
                s.fma(FloatVector.fromArray(VECTOR, b, bt + h), sum).add(0f).intoArray(c, i * WIDTH + h);
            }
        }
    }

    /** 8 columns of A from {@code at}, each over {@code depth} rows, times two vectors of B's panel from {@code bt}. */
    private static void columns8x2(float[] a, int at, float[] b, int bt, int depth, float[] start, float[] c, int ct) {
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, ct);
        FloatVector q0 = FloatVector.fromArray(VECTOR, start, ct + LANES);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, ct + WIDTH);
        FloatVector q1 = FloatVector.fromArray(VECTOR, start, ct + WIDTH + LANES);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, ct + 2 * WIDTH);
        FloatVector q2 = FloatVector.fromArray(VECTOR, start, ct + 2 * WIDTH + LANES);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, ct + 3 * WIDTH);
        FloatVector q3 = FloatVector.fromArray(VECTOR, start, ct + 3 * WIDTH + LANES);
        FloatVector p4 = FloatVector.fromArray(VECTOR, start, ct + 4 * WIDTH);
        FloatVector q4 = FloatVector.fromArray(VECTOR, start, ct + 4 * WIDTH + LANES);
        FloatVector p5 = FloatVector.fromArray(VECTOR, start, ct + 5 * WIDTH);
        FloatVector q5 = FloatVector.fromArray(VECTOR, start, ct + 5 * WIDTH + LANES);
        FloatVector p6 = FloatVector.fromArray(VECTOR, start, ct + 6 * WIDTH);
        FloatVector q6 = FloatVector.fromArray(VECTOR, start, ct + 6 * WIDTH + LANES);
        FloatVector p7 = FloatVector.fromArray(VECTOR, start, ct + 7 * WIDTH);
        FloatVector q7 = FloatVector.fromArray(VECTOR, start, ct + 7 * WIDTH + LANES);
        for (int k = 0; k < depth; k++, at += WIDTH, bt += WIDTH) {
            FloatVector x = FloatVector.fromArray(VECTOR, b, bt);
            FloatVector y = FloatVector.fromArray(VECTOR, b, bt + LANES);
            FloatVector s;
            s = FloatVector.broadcast(VECTOR, a[at]);
            p0 = s.fma(x, p0);
            q0 = s.fma(y, q0);
            s = FloatVector.broadcast(VECTOR, a[at + 1]);
            p1 = s.fma(x, p1);
            q1 = s.fma(y, q1);
            s = FloatVector.broadcast(VECTOR, a[at + 2]);
            p2 = s.fma(x, p2);
            q2 = s.fma(y, q2);
            s = FloatVector.broadcast(VECTOR, a[at + 3]);
            p3 = s.fma(x, p3);
            q3 = s.fma(y, q3);
            s = FloatVector.broadcast(VECTOR, a[at + 4]);
            p4 = s.fma(x, p4);
            q4 = s.fma(y, q4);
            s = FloatVector.broadcast(VECTOR, a[at + 5]);
            p5 = s.fma(x, p5);
            q5 = s.fma(y, q5);
            s = FloatVector.broadcast(VECTOR, a[at + 6]);
            p6 = s.fma(x, p6);
            q6 = s.fma(y, q6);
            s = FloatVector.broadcast(VECTOR, a[at + 7]);
            p7 = s.fma(x, p7);
            q7 = s.fma(y, q7);
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
    }

    /** 8 columns of A from {@code at}, each over {@code depth} rows, times one vector of B's panel from {@code bt}. */
    private static void columns8x1(float[] a, int at, float[] b, int bt, int depth, float[] start, float[] c, int ct) {
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, ct);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, ct + WIDTH);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, ct + 2 * WIDTH);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, ct + 3 * WIDTH);
        FloatVector p4 = FloatVector.fromArray(VECTOR, start, ct + 4 * WIDTH);
        FloatVector p5 = FloatVector.fromArray(VECTOR, start, ct + 5 * WIDTH);
        FloatVector p6 = FloatVector.fromArray(VECTOR, start, ct + 6 * WIDTH);
        FloatVector p7 = FloatVector.fromArray(VECTOR, start, ct + 7 * WIDTH);
        for (int k = 0; k < depth; k++, at += WIDTH, bt += WIDTH) {
            FloatVector x = FloatVector.fromArray(VECTOR, b, bt);
            FloatVector s;
            s = FloatVector.broadcast(VECTOR, a[at]);
            p0 = s.fma(x, p0);
            s = FloatVector.broadcast(VECTOR, a[at + 1]);
            p1 = s.fma(x, p1);
            s = FloatVector.broadcast(VECTOR, a[at + 2]);
            p2 = s.fma(x, p2);
            s = FloatVector.broadcast(VECTOR, a[at + 3]);
            p3 = s.fma(x, p3);
            s = FloatVector.broadcast(VECTOR, a[at + 4]);
            p4 = s.fma(x, p4);
            s = FloatVector.broadcast(VECTOR, a[at + 5]);
            p5 = s.fma(x, p5);
            s = FloatVector.broadcast(VECTOR, a[at + 6]);
            p6 = s.fma(x, p6);
            s = FloatVector.broadcast(VECTOR, a[at + 7]);
            p7 = s.fma(x, p7);
        }
        p0.add(0f).intoArray(c, ct);
        p1.add(0f).intoArray(c, ct + WIDTH);
        p2.add(0f).intoArray(c, ct + 2 * WIDTH);
        p3.add(0f).intoArray(c, ct + 3 * WIDTH);
        p4.add(0f).intoArray(c, ct + 4 * WIDTH);
        p5.add(0f).intoArray(c, ct + 5 * WIDTH);
        p6.add(0f).intoArray(c, ct + 6 * WIDTH);
        p7.add(0f).intoArray(c, ct + 7 * WIDTH);
    }

    /** 6 columns of A from {@code at}, each over {@code depth} rows, an even number, times two vectors of B's panel. */
    private static void columns6x2(float[] a, int at, float[] b, int bt, int depth, float[] start, float[] c, int ct) {
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, ct);
        FloatVector q0 = FloatVector.fromArray(VECTOR, start, ct + LANES);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, ct + WIDTH);
        FloatVector q1 = FloatVector.fromArray(VECTOR, start, ct + WIDTH + LANES);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, ct + 2 * WIDTH);
        FloatVector q2 = FloatVector.fromArray(VECTOR, start, ct + 2 * WIDTH + LANES);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, ct + 3 * WIDTH);
        FloatVector q3 = FloatVector.fromArray(VECTOR, start, ct + 3 * WIDTH + LANES);
        FloatVector p4 = FloatVector.fromArray(VECTOR, start, ct + 4 * WIDTH);
        FloatVector q4 = FloatVector.fromArray(VECTOR, start, ct + 4 * WIDTH + LANES);
        FloatVector p5 = FloatVector.fromArray(VECTOR, start, ct + 5 * WIDTH);
        FloatVector q5 = FloatVector.fromArray(VECTOR, start, ct + 5 * WIDTH + LANES);
        for (int k = 0; k < depth; k += 2) {
            FloatVector x = FloatVector.fromArray(VECTOR, b, bt + k * WIDTH);
            FloatVector y = FloatVector.fromArray(VECTOR, b, bt + k * WIDTH + LANES);
            FloatVector s;
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH]);
            p0 = s.fma(x, p0);
            q0 = s.fma(y, q0);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH + 1]);
            p1 = s.fma(x, p1);
            q1 = s.fma(y, q1);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH + 2]);
            p2 = s.fma(x, p2);
            q2 = s.fma(y, q2);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH + 3]);
            p3 = s.fma(x, p3);
            q3 = s.fma(y, q3);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH + 4]);
            p4 = s.fma(x, p4);
            q4 = s.fma(y, q4);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH + 5]);
            p5 = s.fma(x, p5);
            q5 = s.fma(y, q5);
            VarHandle.acquireFence();
            x = FloatVector.fromArray(VECTOR, b, bt + (k + 1) * WIDTH);
            y = FloatVector.fromArray(VECTOR, b, bt + (k + 1) * WIDTH + LANES);
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH]);
            p0 = s.fma(x, p0);
            q0 = s.fma(y, q0);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH + 1]);
            p1 = s.fma(x, p1);
            q1 = s.fma(y, q1);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH + 2]);
            p2 = s.fma(x, p2);
            q2 = s.fma(y, q2);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH + 3]);
            p3 = s.fma(x, p3);
            q3 = s.fma(y, q3);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH + 4]);
            p4 = s.fma(x, p4);
            q4 = s.fma(y, q4);
            VarHandle.acquireFence();
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH + 5]);
            p5 = s.fma(x, p5);
            q5 = s.fma(y, q5);
            VarHandle.acquireFence();
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

    /** 4 columns of A, likewise; there are registers to spare, so that no fences are needed. */
    private static void columns4x2(float[] a, int at, float[] b, int bt, int depth, float[] start, float[] c, int ct) {
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, ct);
        FloatVector q0 = FloatVector.fromArray(VECTOR, start, ct + LANES);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, ct + WIDTH);
        FloatVector q1 = FloatVector.fromArray(VECTOR, start, ct + WIDTH + LANES);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, ct + 2 * WIDTH);
        FloatVector q2 = FloatVector.fromArray(VECTOR, start, ct + 2 * WIDTH + LANES);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, ct + 3 * WIDTH);
        FloatVector q3 = FloatVector.fromArray(VECTOR, start, ct + 3 * WIDTH + LANES);
        for (int k = 0; k < depth; k += 2) {
            FloatVector x = FloatVector.fromArray(VECTOR, b, bt + k * WIDTH);
            FloatVector y = FloatVector.fromArray(VECTOR, b, bt + k * WIDTH + LANES);
            FloatVector s;
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH]);
            p0 = s.fma(x, p0);
            q0 = s.fma(y, q0);
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH + 1]);
            p1 = s.fma(x, p1);
            q1 = s.fma(y, q1);
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH + 2]);
            p2 = s.fma(x, p2);
            q2 = s.fma(y, q2);
            s = FloatVector.broadcast(VECTOR, a[at + k * WIDTH + 3]);
            p3 = s.fma(x, p3);
            q3 = s.fma(y, q3);
            x = FloatVector.fromArray(VECTOR, b, bt + (k + 1) * WIDTH);
            y = FloatVector.fromArray(VECTOR, b, bt + (k + 1) * WIDTH + LANES);
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH]);
            p0 = s.fma(x, p0);
            q0 = s.fma(y, q0);
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH + 1]);
            p1 = s.fma(x, p1);
            q1 = s.fma(y, q1);
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH + 2]);
            p2 = s.fma(x, p2);
            q2 = s.fma(y, q2);
            s = FloatVector.broadcast(VECTOR, a[at + (k + 1) * WIDTH + 3]);
            p3 = s.fma(x, p3);
            q3 = s.fma(y, q3);
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
