package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Which steps of k are not zero in each row of a block, and an order in which rows whose zeros are in the same places come together: by
 * which runs of eight steps they fill. Images of one kind have their edges in the same places, so this is a rough sort by kind.
 */
final class RowOrder {
    /** Rows that can be sorted at a time. */
    static final int MOST_ROWS = 512;

    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** Panels of 32 steps whose masks fill a word. */
    private static final int PANELS_PER_WORD = 2;

    private static final int DIGITS = 256;

    /** The rows, in order, counted from the first of the block. */
    final int[] rows = new int[MOST_ROWS];

    /** For each row which steps of k are not zero: 64 in the first word, 64 in the second. */
    private final long[] filled = new long[2 * MOST_ROWS];

    private final int[] keys = new int[MOST_ROWS];
    private final int[] half = new int[MOST_ROWS];
    private final int[] starts = new int[DIGITS];

    /** Orders some rows of A by what they have in {@code steps} columns, 128 at most, from {@code k} on. */
    void sort(PanelMatrix a, int row, int count, int k, int steps) {
        Arrays.fill(filled, 0, 2 * count, 0);
        for (int p = 0; p * WIDTH < steps; p++) {
            fill(a.data(), a.offset(k / WIDTH + p, row), count, p / PANELS_PER_WORD, p % PANELS_PER_WORD * WIDTH);
        }
        for (int r = 0; r < count; r++) {
            keys[r] = bytes(filled[2 * r]) | bytes(filled[2 * r + 1]) << 8;
        }
        startsOfDigits(count, 0);
        for (int r = 0; r < count; r++) {
            half[starts[keys[r] & DIGITS - 1]++] = r;
        }
        startsOfDigits(count, 8);
        for (int i = 0; i < count; i++) {
            rows[starts[keys[half[i]] >>> 8]++] = half[i];
        }
    }

    /** Which of 64 steps are not zero in any of four rows, the {@code first} to the {@code first + 3}-th in order. */
    long filledInAny(int first, int word) {
        return filled[2 * rows[first] + word]
                | filled[2 * rows[first + 1] + word]
                | filled[2 * rows[first + 2] + word]
                | filled[2 * rows[first + 3] + word];
    }

    private void fill(float[] a, int at, int count, int word, int shift) {
        for (int r = 0; r < count; r++) {
            long first = notZero(a, at + r * WIDTH);
            long second = notZero(a, at + r * WIDTH + LANES);
            filled[2 * r + word] |= (first | second << LANES) << shift;
        }
    }

    private static long notZero(float[] a, int at) {
        return FloatVector.fromArray(VECTOR, a, at)
                .compare(VectorOperators.NE, 0f)
                .toLong();
    }

    /** A bit for each byte that is not zero. */
    private static int bytes(long word) {
        long low = 0x7f7f7f7f7f7f7f7fL;
        long tops = ((word & low) + low | word) & ~low;
        return (int) ((tops >>> 7) * 0x0102040810204080L >>> 56);
    }

    /** Where the rows with each value of eight bits of their keys start in their order. */
    private void startsOfDigits(int count, int shift) {
        Arrays.fill(starts, 0);
        for (int r = 0; r < count; r++) {
            starts[keys[r] >>> shift & DIGITS - 1]++;
        }
        int sum = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int here = starts[digit];
            starts[digit] = sum;
            sum += here;
        }
    }
}
