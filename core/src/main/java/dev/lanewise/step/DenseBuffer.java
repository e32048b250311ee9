package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import java.util.Arrays;

/**
 * An array lent to a regularizer: a dense copy of a block, so that whatever the regularizer writes, nothing else is touched.
 * Floats beyond the block carry a mark by which a write outside is seen.
 */
final class DenseBuffer {
    private static final int MARK = 0x7FC1A9E5; // a NaN that no arithmetic makes

    private final float[] array;
    private int length;

    DenseBuffer(int capacity) {
        array = new float[capacity + 1];
    }

    float[] array() {
        return array;
    }

    /** Copies {@code rows} rows of {@code columns} floats, {@code stride} apart, to the front. */
    void load(float[] source, int from, int stride, int rows, int columns) {
        length = rows * columns;
        if (columns == stride) {
            System.arraycopy(source, from, array, 0, length);
        } else {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(source, from + r * stride, array, r * columns, columns);
            }
        }
        mark();
    }

    /** Makes the block {@code newLength} times {@code value}. */
    void fill(int newLength, float value) {
        length = newLength;
        Arrays.fill(array, 0, length, value);
        mark();
    }

    private void mark() {
        Arrays.fill(array, length, array.length, Float.intBitsToFloat(MARK));
    }

    /**
     * Copies the block back.
     *
     * @return false if it has numbers that are not finite where {@code target} had none; those are not copied
     */
    boolean store(Kernels kernels, float[] target, int to, int stride, int rows, int columns) {
        if (columns == stride) {
            return storeRun(kernels, 0, target, to, length);
        }
        for (int r = 0; r < rows; r++) {
            if (!storeRun(kernels, r * columns, target, to + r * stride, columns)) {
                return false;
            }
        }
        return true;
    }

    private boolean storeRun(Kernels kernels, int from, float[] target, int to, int count) {
        int done = kernels.copyFinite(array, from, target, to, count);
        if (done == count) {
            return true;
        }
        if (kernels.finite(target, to + done, count - done)) {
            return false;
        }
        System.arraycopy(array, from + done, target, to + done, count - done);
        return true;
    }

    /** Whether everything beyond the block is as it was. */
    boolean intactBeyond() {
        for (int i = length; i < array.length; i++) {
            if (Float.floatToRawIntBits(array[i]) != MARK) {
                return false;
            }
        }
        return true;
    }
}
