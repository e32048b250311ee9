package dev.lanewise.plugins;

import dev.lanewise.spi.Noise;
import java.util.Arrays;

/** Products of a row-major matrix W and vectors, and its greatest singular value, step by step. */
final class PowerIteration {
    private PowerIteration() {}

    /**
     * One round: {@code v ← Wᵀ·u / ‖Wᵀ·u‖} with {@code u = W·v / ‖W·v‖}; v stays where W·v is zero.
     *
     * @param w row-major, with {@code v.length} columns
     * @return {@code ‖Wᵀ·u‖}, which nears the greatest singular value from below
     */
    static double round(float[] w, int rows, float[] v) {
        float[] u = product(w, rows, v);
        if (normalize(u) == 0) {
            return 0; // a vector that is zero would never turn again
        }
        Arrays.fill(v, 0);
        addTransposedProduct(w, u, v);
        return normalize(v);
    }

    /** {@code W·v}. */
    static float[] product(float[] w, int rows, float[] v) {
        float[] u = new float[rows];
        for (int row = 0; row < rows; row++) {
            u[row] = dot(w, row * v.length, v);
        }
        return u;
    }

    /** {@code v ← v + Wᵀ·u}. */
    static void addTransposedProduct(float[] w, float[] u, float[] v) {
        for (int row = 0; row < u.length; row++) {
            addTo(v, u[row], w, row * v.length);
        }
    }

    /** Four sums, as one would wait for each addition before the next. */
    private static float dot(float[] w, int at, float[] v) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= v.length; i += 4) {
            a = Math.fma(w[at + i], v[i], a);
            b = Math.fma(w[at + i + 1], v[i + 1], b);
            c = Math.fma(w[at + i + 2], v[i + 2], c);
            d = Math.fma(w[at + i + 3], v[i + 3], d);
        }
        for (; i < v.length; i++) {
            a = Math.fma(w[at + i], v[i], a);
        }
        return a + b + (c + d);
    }

    private static void addTo(float[] v, float factor, float[] w, int at) {
        for (int i = 0; i < v.length; i++) {
            v[i] = Math.fma(factor, w[at + i], v[i]);
        }
    }

    /** The sum of squares. */
    static double squares(float[] x) {
        double sum = 0;
        for (float each : x) {
            sum += (double) each * each;
        }
        return sum;
    }

    /** Any direction, to begin with. */
    static void fillWithNoise(float[] v, Noise noise) {
        for (int i = 0; i < v.length; i++) {
            v[i] = noise.normal(i);
        }
        normalize(v);
    }

    /** Makes a vector one long, unless it is zero; returns how long it was. */
    static double normalize(float[] x) {
        double length = Math.sqrt(squares(x));
        if (length > 0) {
            float factor = (float) (1 / length);
            for (int i = 0; i < x.length; i++) {
                x[i] *= factor;
            }
        }
        return length;
    }
}
