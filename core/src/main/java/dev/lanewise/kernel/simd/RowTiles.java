package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of one row. As each weight is used once, what takes time is loading weights, so those that would be multiplied by zero
 * are not loaded. For each panel of the row, the steps of k that are not zero are the bits of a word.
 */
final class RowTiles {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** Panels that eight vectors span: eight sums hide the latency of {@code fma}. */
    private static final int PANELS = 8 * LANES / WIDTH;

    private RowTiles() {}

    static void multiply(float[] x, PanelMatrix b, float[] start, float[] out) {
        int panels = b.panels();
        if (panels < PANELS) {
            for (int j = 0; j < panels * WIDTH; j += 2 * LANES) {
                two(x, b, b.offset(j / WIDTH, 0) + j % WIDTH, start, j, out);
            }
            return;
        }
        for (int panel = 0; panel < panels; panel += PANELS) {
            int first = Math.min(panel, panels - PANELS); // the last ones may be computed twice, to the same bits
            eight(x, b, b.offset(first, 0), start, first * WIDTH, out);
        }
    }

    /** Which of 32 elements are not zero. */
    private static int nonZeros(float[] x, int at) {
        int bits = 0;
        for (int h = 0; h < WIDTH; h += LANES) {
            FloatVector v = FloatVector.fromArray(VECTOR, x, at + h);
            bits |= (int) v.compare(VectorOperators.NE, 0f).toLong() << h;
        }
        return bits;
    }

    private static void eight(float[] x, PanelMatrix b, int bt, float[] start, int to, float[] out) {
        float[] w = b.data();
        int stride = b.stride();
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, to);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, to + LANES);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, to + 2 * LANES);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, to + 3 * LANES);
        FloatVector p4 = FloatVector.fromArray(VECTOR, start, to + 4 * LANES);
        FloatVector p5 = FloatVector.fromArray(VECTOR, start, to + 5 * LANES);
        FloatVector p6 = FloatVector.fromArray(VECTOR, start, to + 6 * LANES);
        FloatVector p7 = FloatVector.fromArray(VECTOR, start, to + 7 * LANES);
        for (int k = 0; k < b.rows(); k += WIDTH) {
            for (int bits = nonZeros(x, k); bits != 0; bits &= bits - 1) {
                int step = k + Integer.numberOfTrailingZeros(bits);
                int at = bt + step * WIDTH;
                FloatVector s = FloatVector.broadcast(VECTOR, x[step]);
                p0 = s.fma(FloatVector.fromArray(VECTOR, w, at), p0);
                p1 = s.fma(FloatVector.fromArray(VECTOR, w, at + Blocks.place(1, stride)), p1);
                p2 = s.fma(FloatVector.fromArray(VECTOR, w, at + Blocks.place(2, stride)), p2);
                p3 = s.fma(FloatVector.fromArray(VECTOR, w, at + Blocks.place(3, stride)), p3);
                p4 = s.fma(FloatVector.fromArray(VECTOR, w, at + Blocks.place(4, stride)), p4);
                p5 = s.fma(FloatVector.fromArray(VECTOR, w, at + Blocks.place(5, stride)), p5);
                p6 = s.fma(FloatVector.fromArray(VECTOR, w, at + Blocks.place(6, stride)), p6);
                p7 = s.fma(FloatVector.fromArray(VECTOR, w, at + Blocks.place(7, stride)), p7);
            }
        }
        // Adding +0 makes -0, which tiny sums can round to, +0 as the contract asks.
        p0.add(0f).intoArray(out, to);
        p1.add(0f).intoArray(out, to + LANES);
        p2.add(0f).intoArray(out, to + 2 * LANES);
        p3.add(0f).intoArray(out, to + 3 * LANES);
        p4.add(0f).intoArray(out, to + 4 * LANES);
        p5.add(0f).intoArray(out, to + 5 * LANES);
        p6.add(0f).intoArray(out, to + 6 * LANES);
        p7.add(0f).intoArray(out, to + 7 * LANES);
    }

    private static void two(float[] x, PanelMatrix b, int bt, float[] start, int to, float[] out) {
        float[] w = b.data();
        FloatVector p = FloatVector.fromArray(VECTOR, start, to);
        FloatVector q = FloatVector.fromArray(VECTOR, start, to + LANES);
        for (int k = 0; k < b.rows(); k += WIDTH) {
            for (int bits = nonZeros(x, k); bits != 0; bits &= bits - 1) {
                int step = k + Integer.numberOfTrailingZeros(bits);
                FloatVector s = FloatVector.broadcast(VECTOR, x[step]);
                p = s.fma(FloatVector.fromArray(VECTOR, w, bt + step * WIDTH), p);
                q = s.fma(FloatVector.fromArray(VECTOR, w, bt + step * WIDTH + LANES), q);
            }
        }
        p.add(0f).intoArray(out, to);
        q.add(0f).intoArray(out, to + LANES);
    }
}
