package dev.lanewise.kernel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The optimizers' updates of a block of weights, whose length is a multiple of 32. */
final class Updates {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;

    private Updates() {}

    private static FloatVector load(float[] x, int i) {
        return FloatVector.fromArray(VECTOR, x, i);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(VECTOR, value);
    }

    static void sgd(float[] w, int offset, float[] g, int length, float rate, float shrink) {
        FloatVector minusRate = all(-rate);
        for (int i = 0; i < length; i += LANES) {
            minusRate.fma(load(g, i), load(w, offset + i).mul(shrink)).intoArray(w, offset + i);
        }
    }

    static void momentum(
            float[] w,
            float[] v,
            int offset,
            float[] g,
            int length,
            float scale,
            float rate,
            float shrink,
            float momentum,
            boolean nesterov) {
        FloatVector minusRate = all(-rate);
        FloatVector mu = all(momentum);
        for (int i = 0; i < length; i += LANES) {
            FloatVector gradient = load(g, i).mul(scale);
            FloatVector velocity = mu.fma(load(v, offset + i), gradient);
            FloatVector direction = nesterov ? mu.fma(velocity, gradient) : velocity;
            velocity.intoArray(v, offset + i);
            minusRate.fma(direction, load(w, offset + i).mul(shrink)).intoArray(w, offset + i);
        }
    }

    static void adam(
            float[] w,
            float[] m,
            float[] s,
            int offset,
            float[] g,
            int length,
            float scale,
            float rate,
            float shrink,
            float beta1,
            float beta2,
            float epsilon,
            float correction) {
        for (int i = 0; i < length; i += LANES) {
            int at = offset + i;
            FloatVector gradient = load(g, i).mul(scale);
            FloatVector first = all(beta1).fma(load(m, at), gradient.mul(1 - beta1));
            FloatVector second =
                    all(beta2).fma(load(s, at), gradient.mul(gradient).mul(1 - beta2));
            first.intoArray(m, at);
            second.intoArray(s, at);
            FloatVector root = second.lanewise(VectorOperators.SQRT).fma(all(correction), all(epsilon));
            all(-rate).fma(first.div(root), load(w, at).mul(shrink)).intoArray(w, at);
        }
    }
}
