package dev.lanewise.spi;

/**
 * One sample of a batch: its features, row-major if it is an image, or its target.
 *
 * <p>The arrays belong to the engine, are valid during the call only and may be longer than {@link #length()}.
 */
public interface BatchRow {
    /** The sample's row within the batch, 0 … {@code step().batchSize() - 1}. */
    int row();

    /** The number of features, or of the outputs that a target is for. */
    int length();

    /** Where training stands. */
    Step step();

    /**
     * The height of the image in pixels.
     *
     * @throws IllegalStateException if features are no pixels, which cannot be where {@link BatchRegularizer#needsImages}
     */
    int imageHeight();

    /**
     * The width of the image in pixels.
     *
     * @throws IllegalStateException if features are no pixels, which cannot be where {@link BatchRegularizer#needsImages}
     */
    int imageWidth();

    /** The features in a call of {@link BatchRegularizer#features}, the target in one of {@link BatchRegularizer#targets}. */
    float[] values();

    /**
     * The same of another sample of the batch, as regularizers before this one left it; read only. The next call overwrites what
     * the one before returned.
     *
     * @param row 0 … {@code step().batchSize() - 1}
     * @throws IndexOutOfBoundsException if the batch has no such row
     */
    float[] valuesOf(int row);

    /**
     * 32 random bits, which depend on the seed, the step, the regularizer's place among those of batches, and these two numbers
     * alone.
     *
     * @param row of the batch, or {@link #WHOLE_BATCH} for what all rows share
     * @param index which of the row's numbers, 0, 1, …
     */
    int bits(int row, int index);

    /** A number from 0 to below 1, made from {@link #bits} of this row. */
    default double uniform(int index) {
        return Integer.toUnsignedLong(bits(row(), index)) * 0x1p-32;
    }

    /** Stands for a row where a number belongs to the whole batch. */
    int WHOLE_BATCH = -1;
}
