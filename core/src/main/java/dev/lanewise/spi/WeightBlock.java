package dev.lanewise.spi;

/**
 * A block of a layer's weights, row-major and dense: element {@code i} of every array here joins input {@code firstInput() +
 * i / columns()} to unit {@code firstUnit() + i % columns()}. A bias vector comes as one row.
 *
 * <p>The arrays belong to the engine, are valid during the call only and may be longer than {@link #length()}.
 */
public interface WeightBlock {
    /** The dense layer, 0, 1, …, the output layer included. */
    int layer();

    /** Whether these are biases. */
    boolean bias();

    /** The input of the block's first row. */
    int firstInput();

    /** The unit of the block's first column. */
    int firstUnit();

    /** The number of inputs in this block. */
    int rows();

    /** The number of units in this block. */
    int columns();

    /** {@code rows() * columns()}. */
    default int length() {
        return rows() * columns();
    }

    /** Where training stands. */
    Step step();

    /** The weights; written only by a {@link WeightConstraint}. */
    float[] weights();

    /**
     * The gradient of the batch's mean loss by these weights, to be added to.
     *
     * @throws IllegalStateException in a {@link WeightConstraint}
     */
    float[] gradients();

    /**
     * Random numbers of this layer, step and regularizer. Those of single weights are at {@code input * units + unit}, those of
     * biases at {@code inputs * units + unit}.
     */
    Noise noise();

    /** A standard normal number for each element, those of {@link #noise()} at the addresses of single weights. */
    float[] normals();
}
