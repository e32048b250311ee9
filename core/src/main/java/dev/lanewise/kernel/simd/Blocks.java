package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.ReferenceKernels;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Moving data: transposes, and images into the batch. */
final class Blocks {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int BLOCK = WIDTH * WIDTH;

    /** Which lanes of a pair of vectors (a, b) come first and second when a and b are interleaved. */
    private static final FloatVector LOW = interleave(0);

    private static final FloatVector HIGH = interleave(LANES / 2);

    private Blocks() {}

    private static FloatVector interleave(int first) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = first + i / 2 + i % 2 * LANES;
        }
        return FloatVector.fromArray(VECTOR, lanes, 0);
    }

    /**
     * Five perfect shuffles. Each rotates the ten bits of an element's index by one, so five exchange row and column; unlike
     * transposing in registers, this is a loop of one shape for every vector width.
     */
    static void transpose(float[] source, int from, float[] target, int to, float[] scratch) {
        shuffle(source, from, target, to);
        shuffle(target, to, scratch, 0);
        shuffle(scratch, 0, target, to);
        shuffle(target, to, scratch, 0);
        shuffle(scratch, 0, target, to);
    }

    private static void shuffle(float[] source, int from, float[] target, int to) {
        for (int i = 0; i < BLOCK / 2; i += LANES) {
            FloatVector a = FloatVector.fromArray(VECTOR, source, from + i);
            FloatVector b = FloatVector.fromArray(VECTOR, source, from + i + BLOCK / 2);
            LOW.selectFrom(a, b).intoArray(target, to + 2 * i);
            HIGH.selectFrom(a, b).intoArray(target, to + 2 * i + LANES);
        }
    }

    static void gather(byte[] pixels, int features, int[] order, int from, int rows, PanelMatrix x, int firstRow) {
        for (int r = 0; r < rows; r++) {
            int image = order[from + r] * features;
            int c = 0;
            for (; c + WIDTH <= features; c += WIDTH) {
                int at = x.offset(c / WIDTH, firstRow + r);
                for (int h = 0; h < WIDTH; h += Species.BYTE.length()) {
                    widen(pixels, image + c + h, x.data(), at + h);
                }
            }
            for (; c < features; c++) {
                x.set(firstRow + r, c, (pixels[image + c] & 0xFF) * ReferenceKernels.PIXEL_SCALE);
            }
        }
    }

    private static void widen(byte[] pixels, int from, float[] out, int to) {
        ByteVector bytes = ByteVector.fromArray(Species.BYTE, pixels, from);
        for (int part = 0; part < Species.BYTE.length() / LANES; part++) {
            IntVector ints = (IntVector) bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, Species.INT, part);
            FloatVector floats = (FloatVector) ints.convert(VectorOperators.I2F, 0);
            floats.mul(ReferenceKernels.PIXEL_SCALE).intoArray(out, to + part * LANES);
        }
    }
}
