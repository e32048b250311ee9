package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.Polynomials;
import dev.lanewise.random.SplitMix;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link SplitMix} in lanes: one vector of longs is the bits of one vector of floats. */
final class Noise {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** What to add to the counter of the first lane: 0, γ, 2γ, …. */
    private static final LongVector COUNTERS =
            LongVector.zero(Species.LONG).addIndex(1).mul(SplitMix.GAMMA);

    private static final float[] MINUS_LOG = Polynomials.minusLogCoefficients();
    private static final float[] NORMAL = Polynomials.normalCoefficients();

    private Noise() {}

    private static LongVector mix(LongVector z) {
        z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 30))
                .mul(SplitMix.MIX1);
        z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 27))
                .mul(SplitMix.MIX2);
        return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 31));
    }

    /** The bits of elements e, e + 1, …; an odd e starts in the middle of a word, so each lane joins two. */
    private static IntVector bits(long key, long e) {
        LongVector counters = COUNTERS.add(key + ((e >> 1) + 1) * SplitMix.GAMMA);
        LongVector words = mix(counters);
        if ((e & 1) != 0) {
            LongVector next = mix(counters.add(SplitMix.GAMMA));
            words = words.lanewise(VectorOperators.LSHR, 32)
                    .lanewise(VectorOperators.OR, next.lanewise(VectorOperators.LSHL, 32));
        }
        return words.reinterpretAsInts();
    }

    static void dropout(
            float[] x,
            int offset,
            int rows,
            int columns,
            long key,
            long firstElement,
            int width,
            long threshold,
            float factor) {
        if (threshold > 0xFFFF_FFFFL) {
            Arrays.fill(x, offset, offset + rows * WIDTH, 0f);
            return;
        }
        for (int r = 0; r < rows; r++) {
            dropRow(x, offset + r * WIDTH, columns, key, firstElement + (long) r * width, (int) threshold, factor);
        }
    }

    /** Whole vectors only: what lies beyond the last column is zero and stays so. */
    private static void dropRow(float[] x, int at, int columns, long key, long e, int threshold, float factor) {
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Integer> dropped = bits(key, e + j).compare(VectorOperators.ULT, threshold);
            FloatVector.fromArray(VECTOR, x, at + j)
                    .mul(factor)
                    .blend(0f, dropped.cast(VECTOR))
                    .intoArray(x, at + j);
        }
    }

    static void mask(float[] out, int rows, int columns, long key, long firstElement, int width, long threshold) {
        if (threshold > 0xFFFF_FFFFL) {
            Arrays.fill(out, 0, rows * columns, 0f);
            return;
        }
        for (int r = 0; r < rows; r++) {
            maskRow(out, r * columns, columns, key, firstElement + (long) r * width, (int) threshold);
        }
    }

    private static void maskRow(float[] out, int at, int columns, long key, long e, int threshold) {
        IntVector one = IntVector.broadcast(Species.INT, Float.floatToRawIntBits(1f));
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            VectorMask<Integer> dropped = bits(key, e + j).compare(VectorOperators.ULT, threshold);
            one.blend(0, dropped).reinterpretAsFloats().intoArray(out, at + j);
        }
        for (; j < columns; j++) {
            out[at + j] = Integer.compareUnsigned(SplitMix.bits(key, e + j), threshold) < 0 ? 0 : 1;
        }
    }

    static void bits(int[] out, int rows, int columns, long key, long firstElement, int width) {
        for (int r = 0; r < rows; r++) {
            long e = firstElement + (long) r * width;
            int j = 0;
            for (; j <= columns - LANES; j += LANES) {
                bits(key, e + j).intoArray(out, r * columns + j);
            }
            for (; j < columns; j++) {
                out[r * columns + j] = SplitMix.bits(key, e + j);
            }
        }
    }

    static void normals(int[] bits, float[] out, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            normal(IntVector.fromArray(Species.INT, bits, i)).intoArray(out, i);
        }
        for (; i < length; i++) {
            out[i] = Polynomials.normal(bits[i]);
        }
    }

    /** {@link Polynomials#normal}, operation by operation. */
    private static FloatVector normal(IntVector bits) {
        FloatVector steps = (FloatVector) bits.lanewise(VectorOperators.LSHR, 8).convert(VectorOperators.I2F, 0);
        FloatVector x = steps.fma(broadcast(0x1p-23f), broadcast(0x1p-24f - 1f));
        IntVector raw = x.neg().fma(x, broadcast(1f)).reinterpretAsInts();
        IntVector exponent = raw.sub(Polynomials.SQRT_HALF).lanewise(VectorOperators.ASHR, 23);
        FloatVector t = raw.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats()
                .sub(1f);
        FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
        FloatVector shifted = e.fma(broadcast(-Polynomials.LN2), broadcast(Polynomials.NORMAL_SHIFT));
        FloatVector square = Elementwise.horner(MINUS_LOG, t).fma(t, shifted);
        FloatVector root = square.lanewise(VectorOperators.SQRT);
        return Elementwise.horner(NORMAL, root.sub(Polynomials.NORMAL_MIDDLE)).mul(x);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(VECTOR, value);
    }
}
