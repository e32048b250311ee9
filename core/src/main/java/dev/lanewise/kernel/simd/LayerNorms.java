package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.Fma;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Layer normalisation of a row. Its whole panels are done in vectors; what is left over, less than a panel, one by one, as the
 * zeros beyond the last column must not count.
 */
final class LayerNorms {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;

    private LayerNorms() {}

    static float forward(
            float[] x, int offset, int stride, int columns, float[] gamma, float[] beta, float[] out, float[] sums) {
        int whole = columns / WIDTH;
        int rest = offset + whole * stride - whole * WIDTH; // column j of what is left over is at rest + j
        float mean = mean(x, offset, stride, columns, sums);
        float variance = variance(x, offset, stride, columns, mean, sums);
        float inverse = 1 / (float) Math.sqrt(variance + Kernels.LAYER_NORM_EPSILON);
        for (int p = 0; p < whole; p++) {
            for (int h = 0; h < WIDTH; h += LANES) {
                int at = offset + p * stride + h;
                FloatVector normalized =
                        FloatVector.fromArray(VECTOR, x, at).sub(mean).mul(inverse);
                normalized.intoArray(x, at);
                normalized
                        .fma(
                                FloatVector.fromArray(VECTOR, gamma, p * WIDTH + h),
                                FloatVector.fromArray(VECTOR, beta, p * WIDTH + h))
                        .intoArray(out, at);
            }
        }
        for (int j = whole * WIDTH; j < columns; j++) {
            float normalized = (x[rest + j] - mean) * inverse;
            x[rest + j] = normalized;
            out[rest + j] = Fma.fma(normalized, gamma[j], beta[j]);
        }
        return inverse;
    }

    private static float mean(float[] x, int offset, int stride, int columns, float[] sums) {
        int whole = columns / WIDTH;
        for (int h = 0; h < WIDTH; h += LANES) {
            FloatVector sum = FloatVector.zero(VECTOR);
            for (int p = 0; p < whole; p++) {
                sum = sum.add(FloatVector.fromArray(VECTOR, x, offset + p * stride + h));
            }
            sum.intoArray(sums, h);
        }
        for (int l = 0; l < columns - whole * WIDTH; l++) {
            sums[l] += x[offset + whole * stride + l];
        }
        return total(sums, 0) / columns;
    }

    private static float variance(float[] x, int offset, int stride, int columns, float mean, float[] sums) {
        int whole = columns / WIDTH;
        for (int h = 0; h < WIDTH; h += LANES) {
            FloatVector sum = FloatVector.zero(VECTOR);
            for (int p = 0; p < whole; p++) {
                FloatVector distance = FloatVector.fromArray(VECTOR, x, offset + p * stride + h)
                        .sub(mean);
                sum = distance.fma(distance, sum);
            }
            sum.intoArray(sums, h);
        }
        for (int l = 0; l < columns - whole * WIDTH; l++) {
            float distance = x[offset + whole * stride + l] - mean;
            sums[l] = Fma.fma(distance, distance, sums[l]);
        }
        return total(sums, 0) / columns;
    }

    static void backward(
            float[] gradient,
            float[] normalized,
            int offset,
            int stride,
            int columns,
            float[] gamma,
            float inverse,
            float[] out,
            float[] sums) {
        sums(gradient, normalized, offset, stride, columns, gamma, sums);
        float a = total(sums, 0) / columns;
        float b = total(sums, WIDTH) / columns;
        int whole = columns / WIDTH;
        FloatVector minusB = FloatVector.broadcast(VECTOR, -b);
        for (int p = 0; p < whole; p++) {
            for (int h = 0; h < WIDTH; h += LANES) {
                int at = offset + p * stride + h;
                FloatVector g = FloatVector.fromArray(VECTOR, gradient, at);
                FloatVector n = FloatVector.fromArray(VECTOR, normalized, at);
                FloatVector d = g.mul(FloatVector.fromArray(VECTOR, gamma, p * WIDTH + h));
                minusB.fma(n, d.sub(a)).mul(inverse).intoArray(out, at);
                g.mul(n).intoArray(normalized, at);
            }
        }
        int rest = offset + whole * stride - whole * WIDTH;
        for (int j = whole * WIDTH; j < columns; j++) {
            float g = gradient[rest + j];
            out[rest + j] = inverse * Fma.fma(-b, normalized[rest + j], g * gamma[j] - a);
            normalized[rest + j] = g * normalized[rest + j];
        }
    }

    /** Of d = gradient · gamma, and of d · normalized from {@code sums[32]} on. */
    private static void sums(
            float[] gradient, float[] normalized, int offset, int stride, int columns, float[] gamma, float[] sums) {
        int whole = columns / WIDTH;
        for (int h = 0; h < WIDTH; h += LANES) {
            FloatVector sum = FloatVector.zero(VECTOR);
            FloatVector products = FloatVector.zero(VECTOR);
            for (int p = 0; p < whole; p++) {
                int at = offset + p * stride + h;
                FloatVector d = FloatVector.fromArray(VECTOR, gradient, at)
                        .mul(FloatVector.fromArray(VECTOR, gamma, p * WIDTH + h));
                sum = sum.add(d);
                products = d.fma(FloatVector.fromArray(VECTOR, normalized, at), products);
            }
            sum.intoArray(sums, h);
            products.intoArray(sums, WIDTH + h);
        }
        for (int l = 0; l < columns - whole * WIDTH; l++) {
            int at = offset + whole * stride + l;
            float d = gradient[at] * gamma[whole * WIDTH + l];
            sums[l] += d;
            sums[WIDTH + l] = Fma.fma(d, normalized[at], sums[WIDTH + l]);
        }
    }

    /** Adds 32 sums, four at a time. */
    private static float total(float[] sums, int from) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int l = from; l < from + WIDTH; l += 4) {
            s0 += sums[l];
            s1 += sums[l + 1];
            s2 += sums[l + 2];
            s3 += sums[l + 3];
        }
        return s0 + s1 + (s2 + s3);
    }
}
