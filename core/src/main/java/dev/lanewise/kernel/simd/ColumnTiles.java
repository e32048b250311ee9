package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with a transposed left operand where packing does not pay (see {@link PackedTiles}), by micro-kernels for 32 vector registers,
 * written as {@link Tiles} are.
 */
final class ColumnTiles {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;

    private ColumnTiles() {}

    /** See {@link Kernels#multiplyTransposed}. */
    static void multiply(
            PanelMatrix a,
            int aPanel,
            int aPanels,
            PanelMatrix b,
            int bPanel,
            int bPanels,
            int depth,
            float[] out,
            Kernels.PanelDone done) {
        int length = aPanels * WIDTH * WIDTH;
        for (int p = 0; p < bPanels; p++) {
            Arrays.fill(out, 0, length, 0);
            multiply(a, aPanel, aPanels, b, bPanel + p, depth, out);
            Blocks.clearBeyond(out, 0, aPanels * WIDTH, b.panelColumns(bPanel + p));
            done.accept(p, 0);
        }
    }

    /** Adds to {@code out}. */
    private static void multiply(
            PanelMatrix a, int aPanel, int aPanels, PanelMatrix b, int bPanel, int depth, float[] out) {
        int columns = b.panelColumns(bPanel);
        int bt = b.offset(bPanel, 0);
        for (int p = 0; p < aPanels; p++) {
            int left = a.panelColumns(aPanel + p);
            int at = a.offset(aPanel + p, 0);
            for (int i = 0; i < left; i += 8) {
                for (int h = 0; h < columns; h += 2 * LANES) {
                    int to = (p * WIDTH + i) * WIDTH + h;
                    if (columns - h > LANES) {
                        columns8x2(a.data(), at + i, b.data(), bt + h, depth, out, to);
                    } else {
                        columns8x1(a.data(), at + i, b.data(), bt + h, depth, out, to);
                    }
                }
            }
        }
    }

    /** 8 columns of A from {@code at}, each over {@code depth} rows, times two vectors of B's panel from {@code bt}. */
    private static void columns8x2(float[] a, int at, float[] b, int bt, int depth, float[] c, int ct) {
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
        FloatVector p6 = FloatVector.fromArray(VECTOR, c, ct + 6 * WIDTH);
        FloatVector q6 = FloatVector.fromArray(VECTOR, c, ct + 6 * WIDTH + LANES);
        FloatVector p7 = FloatVector.fromArray(VECTOR, c, ct + 7 * WIDTH);
        FloatVector q7 = FloatVector.fromArray(VECTOR, c, ct + 7 * WIDTH + LANES);
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
    private static void columns8x1(float[] a, int at, float[] b, int bt, int depth, float[] c, int ct) {
        FloatVector p0 = FloatVector.fromArray(VECTOR, c, ct);
        FloatVector p1 = FloatVector.fromArray(VECTOR, c, ct + WIDTH);
        FloatVector p2 = FloatVector.fromArray(VECTOR, c, ct + 2 * WIDTH);
        FloatVector p3 = FloatVector.fromArray(VECTOR, c, ct + 3 * WIDTH);
        FloatVector p4 = FloatVector.fromArray(VECTOR, c, ct + 4 * WIDTH);
        FloatVector p5 = FloatVector.fromArray(VECTOR, c, ct + 5 * WIDTH);
        FloatVector p6 = FloatVector.fromArray(VECTOR, c, ct + 6 * WIDTH);
        FloatVector p7 = FloatVector.fromArray(VECTOR, c, ct + 7 * WIDTH);
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
}
