package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.Polynomials;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over blocks, and sums down their columns. What is left over after whole vectors is done by the scalar formula. */
final class Elementwise {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final float[] EXP = Polynomials.expCoefficients();
    private static final float E0 = EXP[0];
    private static final float E1 = EXP[1];
    private static final float E2 = EXP[2];
    private static final float E3 = EXP[3];
    private static final float E4 = EXP[4];
    private static final float E5 = EXP[5];

    private Elementwise() {}

    static void columnSums(float[] a, int at, int depth, float[] out) {
        for (int h = 0; h < WIDTH; h += 2 * LANES) {
            FloatVector p = FloatVector.zero(VECTOR);
            FloatVector q = FloatVector.zero(VECTOR);
            for (int r = 0, i = at + h; r < depth; r++, i += WIDTH) {
                p = p.add(FloatVector.fromArray(VECTOR, a, i));
                q = q.add(FloatVector.fromArray(VECTOR, a, i + LANES));
            }
            p.intoArray(out, h);
            q.intoArray(out, h + LANES);
        }
    }

    static void relu(float[] x, int offset, int length) {
        int end = offset + length;
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(VECTOR, x, i);
            v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(x, i);
        }
        for (; i < end; i++) {
            x[i] = x[i] <= 0 ? 0 : x[i];
        }
    }

    static void reluGradient(float[] output, float[] gradient, int offset, int length) {
        int end = offset + length;
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            VectorMask<Float> off = FloatVector.fromArray(VECTOR, output, i).compare(VectorOperators.EQ, 0f);
            FloatVector.fromArray(VECTOR, gradient, i).blend(0f, off).intoArray(gradient, i);
        }
        for (; i < end; i++) {
            gradient[i] = output[i] != 0 ? gradient[i] : 0;
        }
    }

    static void scale(float[] x, int offset, int length, float factor) {
        int end = offset + length;
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            FloatVector.fromArray(VECTOR, x, i).mul(factor).intoArray(x, i);
        }
        for (; i < end; i++) {
            x[i] *= factor;
        }
    }

    static int copyFinite(float[] source, int from, float[] target, int to, int length) {
        int done = 0;
        for (; done <= length - WIDTH; done += WIDTH) {
            FloatVector zeros = FloatVector.zero(VECTOR);
            for (int j = 0; j < WIDTH; j += LANES) {
                FloatVector v = FloatVector.fromArray(VECTOR, source, from + done + j);
                zeros = zeros.add(v.sub(v));
            }
            if (zeros.compare(VectorOperators.NE, 0f).anyTrue()) {
                return done;
            }
            for (int j = 0; j < WIDTH; j += LANES) {
                FloatVector.fromArray(VECTOR, source, from + done + j).intoArray(target, to + done + j);
            }
        }
        int rest = length - done;
        if (!finite(source, from + done, rest)) {
            return done;
        }
        System.arraycopy(source, from + done, target, to + done, rest);
        return length;
    }

    static boolean finite(float[] x, int offset, int length) {
        int end = offset + length;
        int i = offset;
        FloatVector zeros = FloatVector.zero(VECTOR);
        for (; i <= end - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(VECTOR, x, i);
            zeros = zeros.add(v.sub(v)); // NaN and infinity less themselves are NaN, and stay it
        }
        float sum = zeros.reduceLanes(VectorOperators.ADD);
        for (; i < end; i++) {
            sum += x[i] - x[i];
        }
        return sum == 0;
    }

    static void exp(float[] x, int offset, int length) {
        int end = offset + length;
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            exp(FloatVector.fromArray(VECTOR, x, i)).intoArray(x, i);
        }
        for (; i < end; i++) {
            x[i] = Polynomials.exp(x[i]);
        }
    }

    /** {@link Polynomials#exp}, operation by operation. */
    static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.blend(Polynomials.EXP_MAXIMUM, x.compare(VectorOperators.GT, Polynomials.EXP_MAXIMUM));
        FloatVector shifted = clamped.fma(
                FloatVector.broadcast(VECTOR, Polynomials.LOG2E), FloatVector.broadcast(VECTOR, Polynomials.ROUNDER));
        FloatVector n = shifted.sub(Polynomials.ROUNDER);
        FloatVector r = n.fma(
                FloatVector.broadcast(VECTOR, -Polynomials.LN2_LOW),
                n.fma(FloatVector.broadcast(VECTOR, -Polynomials.LN2_HIGH), clamped));
        FloatVector q = FloatVector.broadcast(VECTOR, E0);
        q = q.fma(r, FloatVector.broadcast(VECTOR, E1));
        q = q.fma(r, FloatVector.broadcast(VECTOR, E2));
        q = q.fma(r, FloatVector.broadcast(VECTOR, E3));
        q = q.fma(r, FloatVector.broadcast(VECTOR, E4));
        q = q.fma(r, FloatVector.broadcast(VECTOR, E5));
        FloatVector y = q.fma(r.mul(r), r).add(1f);
        IntVector power =
                shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(0x3F800000);
        return y.mul(power.reinterpretAsFloats()).blend(0f, x.compare(VectorOperators.LT, Polynomials.EXP_MINIMUM));
    }

    /** A polynomial, by its coefficients from the highest power down. */
    static FloatVector horner(float[] c, FloatVector v) {
        FloatVector p = FloatVector.broadcast(VECTOR, c[0]);
        for (int i = 1; i < c.length; i++) {
            p = p.fma(v, FloatVector.broadcast(VECTOR, c[i]));
        }
        return p;
    }
}
