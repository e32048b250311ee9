package dev.lanewise.spi;

/**
 * The target distributions of some samples, row-major and dense: element {@code i} belongs to class {@code i % classes()}.
 *
 * <p>The array belongs to the engine, is valid during the call only and may be longer than {@link #length()}.
 */
public interface TargetBlock {
    /** The sample, within the batch, of the block's first row. */
    int firstRow();

    /** The number of samples in this block. */
    int rows();

    /** The number of classes. */
    int classes();

    /** {@code rows() * classes()}. */
    default int length() {
        return rows() * classes();
    }

    /** Where training stands. */
    Step step();

    /** Random numbers of this step and regularizer, the same for all blocks. */
    Noise noise();

    /** The targets, read and written in place: one-hot at first; each row must still sum to 1 afterwards. */
    float[] targets();
}
