package dev.lanewise.spi;

/**
 * All weights of a dense layer, row-major: element {@code input * units() + unit} joins an input to a unit.
 *
 * <p>The arrays belong to the engine, are valid during the call only and may be longer than said.
 */
public interface WeightMatrix {
    /** The dense layer, 0, 1, …, the output layer included. */
    int layer();

    /** The number of rows. */
    int inputs();

    /** The number of columns. */
    int units();

    /** {@code inputs() * units()}. */
    default int length() {
        return inputs() * units();
    }

    /** Where training stands. */
    Step step();

    /** The weights; written only by {@link MatrixRegularizer#afterUpdate}. */
    float[] weights();

    /** The biases, one for each unit; written only by {@link MatrixRegularizer#afterUpdate}. */
    float[] bias();

    /**
     * What is to be added to the gradient of the batch's mean loss by the weights, zero at first.
     *
     * @throws IllegalStateException unless in {@link MatrixRegularizer#beforeUpdate}
     */
    float[] gradients();

    /** What the regularizer keeps for this layer, {@link MatrixRegularizer#stateLength} numbers, live. */
    float[] state();

    /** Random numbers of this layer, step and regularizer. */
    Noise noise();
}
