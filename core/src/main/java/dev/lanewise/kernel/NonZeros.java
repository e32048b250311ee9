package dev.lanewise.kernel;

import java.util.Objects;

/**
 * The elements of a matrix that are not zero, listed for products that leave out the zeros: a list for each row of the left
 * operand, cut into blocks of {@link #DEPTH} steps of k.
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

    private static final int CAPACITY = GROUP * DEPTH;

    private final int[] steps;
    private final float[] values;
    private final int[] ends;
    private final int groups;
    private final int blocks;

    /**
     * Room for every element.
     *
     * @param rows the rows of the left operand
     * @param depth the steps of k
     * @throws IllegalArgumentException if that is more than an array can hold
     */
    public NonZeros(int rows, int depth) {
        groups = (int) (PanelMatrix.roundUp(rows, GROUP) / GROUP);
        blocks = (int) (PanelMatrix.roundUp(depth, DEPTH) / DEPTH);
        long size = (long) groups * blocks * CAPACITY;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("lists of " + rows + " x " + depth
                    + " elements are more than a Java array can hold; use a smaller batch");
        }
        steps = new int[(int) size];
        values = new float[(int) size];
        ends = new int[groups * blocks * GROUP];
    }

    /**
     * Checks that groups of lists are there.
     *
     * @throws IndexOutOfBoundsException if they are not
     */
    public void checkGroups(int first, int count) {
        Objects.checkFromIndexSize(first, count, groups);
    }

    /** The number of blocks of k. */
    public int blocks() {
        return blocks;
    }

    /** The steps of k of all listed elements, counted from the start of their block. */
    public int[] steps() {
        return steps;
    }

    /** The values of all listed elements, where their steps are in {@link #steps()}. */
    public float[] values() {
        return values;
    }

    /** Where each list ends in {@link #steps()}; list i of a group at {@code firstEnd(block, group) + i}. */
    public int[] ends() {
        return ends;
    }

    /** Where the first list of a group starts in {@link #steps()}. */
    public int start(int block, int group) {
        return (block * groups + group) * CAPACITY;
    }

    /** Where the end of the first list of a group is in {@link #ends()}. */
    public int firstEnd(int block, int group) {
        return (block * groups + group) * GROUP;
    }

    /** How many values the lists of a group have, all blocks together; that is how many terms of a product are computed. */
    public int count(int group) {
        int sum = 0;
        for (int block = 0; block < blocks; block++) {
            sum += ends[firstEnd(block, group) + GROUP - 1] - start(block, group);
        }
        return sum;
    }
}
