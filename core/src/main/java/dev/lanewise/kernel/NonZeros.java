package dev.lanewise.kernel;

import java.util.Objects;

/**
 * The elements of a matrix that are not zero, listed for products that leave out the zeros: a list for each row of the left
 * operand, cut into blocks of as many steps of k as the kernels want ({@link Kernels#listedDepth}).
 *
 * <p>The lists of 32 rows ({@link #GROUP}) lie one behind the other in each block, so that a product runs through its operand from
 * front to back. Each group has a place of its own, so that several threads can fill them at the same time. There is room for every
 * element, and nothing is allocated once an object is made.
 */
public final class NonZeros {
    /** Rows whose lists lie one behind the other. */
    public static final int GROUP = PanelMatrix.WIDTH;

    private final int[] steps;
    private final float[] values;
    private final int[] ends;
    private final int depth;
    private final int groups;
    private final int blocks;

    /**
     * Room for every element.
     *
     * @param rows the rows of the left operand
     * @param steps the steps of k
     * @param depth how many of them make a block, a multiple of 32
     * @throws IllegalArgumentException if that is more than an array can hold
     */
    public NonZeros(int rows, int steps, int depth) {
        this.depth = depth;
        groups = (int) (PanelMatrix.roundUp(rows, GROUP) / GROUP);
        blocks = (int) (PanelMatrix.roundUp(steps, depth) / depth);
        long size = (long) groups * blocks * capacity();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("lists of " + rows + " x " + steps
                    + " elements are more than a Java array can hold; use a smaller batch");
        }
        this.steps = new int[(int) size];
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

    /** The elements that a group has room for in a block. */
    private int capacity() {
        return GROUP * depth;
    }

    /** Steps of k in a block. */
    public int depth() {
        return depth;
    }

    /** The number of blocks of k. */
    public int blocks() {
        return blocks;
    }

    /**
     * Checks that blocks are as long as kernels make them.
     *
     * @throws IllegalArgumentException if they are not
     */
    public void checkDepth(int expected) {
        if (depth != expected) {
            throw new IllegalArgumentException(
                    "lists in blocks of " + depth + " steps were made for other kernels; these take " + expected);
        }
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
        return (block * groups + group) * capacity();
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
