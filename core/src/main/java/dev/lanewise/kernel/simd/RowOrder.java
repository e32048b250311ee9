package dev.lanewise.kernel.simd;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An order of rows in which those with zeros in the same places come together, for products that leave out what several rows have in
 * common. It is by which runs of eight columns a row fills. Images of one kind have their edges in the same places, so that is a rough
 * sort by kind.
 */
final class RowOrder {
    /** Rows that can be sorted at a time. */
    static final int MOST_ROWS = 512;

    /** Columns by which they are sorted. */
    static final int COLUMNS = 2 * Long.SIZE;

    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;

    /** Rows as they come. */
    static final int[] UNSORTED = IntStream.range(0, MOST_ROWS).toArray();

    /** For each row which columns are not zero, a bit for each: 64 in word 2r, 64 in word 2r + 1. To be set before rows are sorted. */
    final long[] filled = new long[2 * MOST_ROWS];

    /** The rows in their order. */
    final int[] rows = new int[MOST_ROWS];

    private final int[] keys = new int[MOST_ROWS];
    private final int[] half = new int[MOST_ROWS];
    private final int[] starts = new int[DIGITS];

    /** Sorts rows 0 … count - 1. */
    void sort(int count) {
        for (int r = 0; r < count; r++) {
            keys[r] = filledBytes(filled[2 * r]) | filledBytes(filled[2 * r + 1]) << DIGIT_BITS;
        }
        sortByDigit(0, UNSORTED, half, count);
        sortByDigit(DIGIT_BITS, half, rows, count);
    }

    /** Which columns are not zero in any of four rows, from the {@code first} in order on; 64 of them, or the other 64. */
    long filledInAny(int first, int word) {
        return filled[2 * rows[first] + word]
                | filled[2 * rows[first + 1] + word]
                | filled[2 * rows[first + 2] + word]
                | filled[2 * rows[first + 3] + word];
    }

    /** A bit for each byte that is not zero. */
    private static int filledBytes(long word) {
        long low = 0x7f7f7f7f7f7f7f7fL;
        long tops = ((word & low) + low | word) & ~low;
        return (int) ((tops >>> 7) * 0x0102040810204080L >>> 56);
    }

    /** Sorts rows by a digit of their keys; rows of the same digit keep their order. */
    private void sortByDigit(int shift, int[] from, int[] to, int count) {
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
        for (int i = 0; i < count; i++) {
            int row = from[i];
            to[starts[keys[row] >>> shift & DIGITS - 1]++] = row;
        }
    }
}
