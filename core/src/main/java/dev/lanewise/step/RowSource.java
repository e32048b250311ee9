package dev.lanewise.step;

/** Where the samples of the present batch come from: the data, or a regularizer that changes those of another source. */
interface RowSource {
    /** What of a sample is read. */
    enum Part {
        FEATURES,
        TARGET
    }

    /** Writes the features or the target of a row of the batch to the front of {@code out}. */
    void read(Part part, int row, float[] out);
}
