package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.registry.RegularizerException;
import java.util.Arrays;

/**
 * An array lent to a regularizer: a dense copy of a block, so that whatever the regularizer writes, nothing else is touched.
 * Floats beyond the block carry a mark by which a write outside is seen.
 */
final class LentBlock {
    private static final int MARK = 0x7FC1A9E5; // a NaN that no arithmetic makes

    private final Kernels kernels;
    private final StepState step;
    private final float[] array;
    private int length;

    LentBlock(Kernels kernels, StepState step, int capacity) {
        this.kernels = kernels;
        this.step = step;
        array = new float[capacity + 1];
    }

    float[] array() {
        return array;
    }

    /** Copies {@code rows} rows of {@code columns} floats, {@code stride} apart, to the front. */
    void load(float[] source, int from, int stride, int rows, int columns) {
        copyDense(source, from, stride, rows, columns, array);
        length = rows * columns;
        mark();
    }

    /** Copies {@code rows} rows of {@code columns} floats, {@code stride} apart, to the front of {@code target}. */
    static void copyDense(float[] source, int from, int stride, int rows, int columns, float[] target) {
        if (columns == stride) {
            System.arraycopy(source, from, target, 0, rows * columns);
        } else {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(source, from + r * stride, target, r * columns, columns);
            }
        }
    }

    /** Makes the block {@code newLength} times {@code value}. */
    void fill(int newLength, float value) {
        length = newLength;
        Arrays.fill(array, 0, length, value);
        mark();
    }

    /** Makes the block {@code newLength} long, for somebody else to fill. */
    float[] open(int newLength) {
        length = newLength;
        mark();
        return array;
    }

    private void mark() {
        Arrays.fill(array, length, array.length, Float.intBitsToFloat(MARK));
    }

    /**
     * Checks that everything beyond the block is as it was.
     *
     * @throws RegularizerException if it is not
     */
    void requireIntact(Hook<?> borrower, int layer) {
        for (int i = length; i < array.length; i++) {
            if (Float.floatToRawIntBits(array[i]) != MARK) {
                throw borrower.failed("wrote outside its block", layer, step);
            }
        }
    }

    /**
     * Copies the block back, if it is sound.
     *
     * @throws RegularizerException if something was written beyond it, or it has numbers that are not finite where {@code target}
     *     had none
     */
    void takeBack(Hook<?> borrower, int layer, float[] target, int to, int stride, int rows, int columns) {
        requireIntact(borrower, layer);
        if (!store(target, to, stride, rows, columns)) {
            throw borrower.failed("gave a value that is not a finite number", layer, step);
        }
    }

    private boolean store(float[] target, int to, int stride, int rows, int columns) {
        if (columns == stride) {
            return storeRun(0, target, to, length);
        }
        for (int r = 0; r < rows; r++) {
            if (!storeRun(r * columns, target, to + r * stride, columns)) {
                return false;
            }
        }
        return true;
    }

    private boolean storeRun(int from, float[] target, int to, int count) {
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
}
