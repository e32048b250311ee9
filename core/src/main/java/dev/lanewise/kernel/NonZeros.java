package dev.lanewise.kernel;

import java.util.Objects;

/**
 * The elements of a matrix that are not zero, listed for products that leave out the zeros: a list for each row of the left
 * operand, or one for each four rows, of the steps at which any of the four is not zero. Lists are cut into blocks of {@link
 * #DEPTH} steps of k.
 *
 * <p>The lists of a block lie one behind the other, those of 32 rows in a group ({@link #GROUP}), so that a product runs through
 * its operand from front to back; groups are apart, so that several threads can fill them at the same time. There is room for
 * every element, and nothing is allocated once an object is made.
 */
public final class NonZeros {
    /** Steps of k in a block: so many rows of eight vectors of the right operand stay in the first-level cache. */
    public static final int DEPTH = 2 * PanelMatrix.WIDTH;

    /** Rows whose lists lie one behind the other. */
    public static final int GROUP = PanelMatrix.WIDTH;

    /** How many rows share a list, if not each has its own. */
    public static final int SHARED = 4;

    private static final int CAPACITY = GROUP * DEPTH;

    private final int[] steps;
    private final float[] values;
    private final int[] ends;
    private final int rowsPerList;
    private final int groups;
    private final int blocks;

    private NonZeros(int rows, int depth, int rowsPerList) {
        this.rowsPerList = rowsPerList;
        groups = (int) (PanelMatrix.roundUp(rows, GROUP) / GROUP);
        blocks = (int) (PanelMatrix.roundUp(depth, DEPTH) / DEPTH);
        long size = (long) groups * blocks * CAPACITY;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("lists of " + rows + " x " + depth
                    + " elements are more than a Java array can hold; use a smaller batch");
        }
        steps = new int[(int) size / rowsPerList];
        values = new float[(int) size];
        ends = new int[groups * blocks * listsPerGroup()];
    }

    /**
     * Room for a list for each row.
     *
     * @param rows the rows of the left operand
     * @param depth the steps of k
     * @throws IllegalArgumentException if that is more than an array can hold
     */
    public static NonZeros ofRows(int rows, int depth) {
        return new NonZeros(rows, depth, 1);
    }

    /** The same with a list for each four rows. */
    public static NonZeros ofSharedRows(int rows, int depth) {
        return new NonZeros(rows, depth, SHARED);
    }

    /**
     * Checks that groups of lists are there.
     *
     * @throws IndexOutOfBoundsException if they are not
     */
    public void checkGroups(int first, int count) {
        Objects.checkFromIndexSize(first, count, groups);
    }

    /** 1, or 4 if four rows share a list. */
    public int rowsPerList() {
        return rowsPerList;
    }

    /** Lists of a group. */
    public int listsPerGroup() {
        return GROUP / rowsPerList;
    }

    /** The number of blocks of k. */
    public int blocks() {
        return blocks;
    }

    /** The steps of k of all listed elements, counted from the start of their block. */
    public int[] steps() {
        return steps;
    }

    /**
     * The values of all listed elements; that of the i-th element of a group's lists, in row r of those that share its list, at
     * {@code firstValue(block, group) + r * valuesApart() + i}.
     */
    public float[] values() {
        return values;
    }

    /** Where each list ends in {@link #steps()}; list i of a group at {@code firstEnd(block, group) + i}. */
    public int[] ends() {
        return ends;
    }

    /** Where the first list of a group starts in {@link #steps()}. */
    public int start(int block, int group) {
        return (block * groups + group) * valuesApart();
    }

    /** Where the values of a group start in {@link #values()}. */
    public int firstValue(int block, int group) {
        return (block * groups + group) * CAPACITY;
    }

    /** How far apart in {@link #values()} two rows are that share a list. */
    public int valuesApart() {
        return CAPACITY / rowsPerList;
    }

    /** Where the end of the first list of a group is in {@link #ends()}. */
    public int firstEnd(int block, int group) {
        return (block * groups + group) * listsPerGroup();
    }

    /** How many values the lists of a group have, all blocks together; that is how many terms of a product are computed. */
    public int count(int group) {
        int sum = 0;
        for (int block = 0; block < blocks; block++) {
            sum += ends[firstEnd(block, group) + listsPerGroup() - 1] - start(block, group);
        }
        return sum * rowsPerList;
    }
}
