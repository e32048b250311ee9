package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Transposes of blocks of 32 x 32, in the way that is fastest for the width of the vectors; docs/performance.md has the figures. */
final class Transposes {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int BLOCK = WIDTH * WIDTH;

    /** Which lanes of a pair of vectors (a, b) come first and second when a and b are interleaved. */
    static final FloatVector LOW = interleave(0);

    static final FloatVector HIGH = interleave(LANES / 2);

    /** Lanes whose number has the bit of 4, of 2, and of 1. */
    private static final VectorMask<Float> FOURS = lanes(4);

    private static final VectorMask<Float> TWOS = lanes(2);
    private static final VectorMask<Float> ONES = lanes(1);

    /** Lanes that are 2, and 1, apart trade places. */
    private static final VectorShuffle<Float> BY_TWO = VectorShuffle.fromOp(VECTOR, i -> i ^ 2);

    private static final VectorShuffle<Float> BY_ONE = VectorShuffle.fromOp(VECTOR, i -> i ^ 1);

    private Transposes() {}

    private static FloatVector interleave(int first) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = first + i / 2 + i % 2 * LANES;
        }
        return FloatVector.fromArray(VECTOR, lanes, 0);
    }

    private static VectorMask<Float> lanes(int bit) {
        boolean[] lanes = new boolean[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(VECTOR, lanes, 0);
    }

    static void transpose(float[] source, int from, float[] target, int to, float[] scratch) {
        if (LANES == 16) {
            shuffle(source, from, target, to, scratch);
        } else {
            transpose(source, from, target, to, WIDTH);
        }
    }

    /** The same for vectors of fewer than 512 bits, with rows of the target {@code stride} apart. */
    static void transpose(float[] source, int from, float[] target, int to, int stride) {
        if (LANES == 8) {
            exchange(source, from, target, to, stride);
        } else {
            moveEach(source, from, target, to, stride);
        }
    }

    private static void moveEach(float[] source, int from, float[] target, int to, int stride) {
        for (int i = 0; i < WIDTH; i++) {
            for (int j = 0; j < WIDTH; j++) {
                target[to + j * stride + i] = source[from + i * WIDTH + j];
            }
        }
    }

    /**
     * By 8 x 8 elements. Each of three stages exchanges a bit of the number of the row for one of the number of the column. The
     * first, for the bit of 4, is done by where vectors are loaded from: what of such a vector belongs to other columns is not
     * used. So four rows are under way at a time, which fit the registers together with masks and shuffles.
     */
    private static void exchange(float[] source, int from, float[] target, int to, int stride) {
        for (int j = 0; j < WIDTH; j += LANES) {
            for (int i = 0; i < WIDTH; i += LANES) {
                int upper = from + i * WIDTH + j;
                int lower = upper + 4 * WIDTH;
                int t = to + j * stride + i;
                fourColumns(source, upper, lower - 4, target, t, stride);
                fourColumns(source, upper + 4, lower, target, t + 4 * stride, stride);
            }
        }
    }

    /** Four columns of eight rows become rows; lanes of 0 to 3 are loaded from {@code upper}, those of 4 to 7 from {@code lower}. */
    private static void fourColumns(float[] source, int upper, int lower, float[] target, int to, int stride) {
        FloatVector a = either(source, upper, lower);
        FloatVector b = either(source, upper + WIDTH, lower + WIDTH);
        FloatVector c = either(source, upper + 2 * WIDTH, lower + 2 * WIDTH);
        FloatVector d = either(source, upper + 3 * WIDTH, lower + 3 * WIDTH);
        FloatVector ac = a.blend(c.rearrange(BY_TWO), TWOS);
        FloatVector ca = a.rearrange(BY_TWO).blend(c, TWOS);
        FloatVector bd = b.blend(d.rearrange(BY_TWO), TWOS);
        FloatVector db = b.rearrange(BY_TWO).blend(d, TWOS);
        ac.blend(bd.rearrange(BY_ONE), ONES).intoArray(target, to);
        ac.rearrange(BY_ONE).blend(bd, ONES).intoArray(target, to + stride);
        ca.blend(db.rearrange(BY_ONE), ONES).intoArray(target, to + 2 * stride);
        ca.rearrange(BY_ONE).blend(db, ONES).intoArray(target, to + 3 * stride);
    }

    private static FloatVector either(float[] source, int first, int second) {
        return FloatVector.fromArray(VECTOR, source, first).blend(FloatVector.fromArray(VECTOR, source, second), FOURS);
    }

    /**
     * By five perfect shuffles, for which x86 has an instruction with vectors of 512 bits. Each rotates the ten bits of an
     * element's index by one, so five exchange row and column. Twice two are done at a time, as most of the time goes into loads
     * and stores.
     */
    private static void shuffle(float[] source, int from, float[] target, int to, float[] scratch) {
        shuffleTwice(source, from, target, to);
        shuffleTwice(target, to, scratch, 0);
        shuffleOnce(scratch, 0, target, to);
    }

    private static void shuffleOnce(float[] source, int from, float[] target, int to) {
        for (int i = 0; i < BLOCK / 2; i += LANES) {
            FloatVector a = FloatVector.fromArray(VECTOR, source, from + i);
            FloatVector b = FloatVector.fromArray(VECTOR, source, from + i + BLOCK / 2);
            LOW.selectFrom(a, b).intoArray(target, to + 2 * i);
            HIGH.selectFrom(a, b).intoArray(target, to + 2 * i + LANES);
        }
    }

    private static void shuffleTwice(float[] source, int from, float[] target, int to) {
        for (int i = 0; i < BLOCK / 4; i += LANES) {
            FloatVector a = FloatVector.fromArray(VECTOR, source, from + i);
            FloatVector b = FloatVector.fromArray(VECTOR, source, from + i + BLOCK / 4);
            FloatVector c = FloatVector.fromArray(VECTOR, source, from + i + BLOCK / 2);
            FloatVector d = FloatVector.fromArray(VECTOR, source, from + i + BLOCK / 2 + BLOCK / 4);
            FloatVector even = LOW.selectFrom(a, c);
            FloatVector odd = LOW.selectFrom(b, d);
            LOW.selectFrom(even, odd).intoArray(target, to + 4 * i);
            HIGH.selectFrom(even, odd).intoArray(target, to + 4 * i + LANES);
            even = HIGH.selectFrom(a, c);
            odd = HIGH.selectFrom(b, d);
            LOW.selectFrom(even, odd).intoArray(target, to + 4 * i + 2 * LANES);
            HIGH.selectFrom(even, odd).intoArray(target, to + 4 * i + 3 * LANES);
        }
    }
}
