package dev.lanewise.spi;

/**
 * Decoupled decay: the update multiplies the weights by a factor before it subtracts its step, at no cost. See I. Loshchilov
 * and F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
 */
public interface WeightDecay extends Regularizer {
    /**
     * The factor for the weights of dense layer {@code layer}, usually {@code 1 - learningRate * decay}; 1 changes nothing.
     *
     * @return a finite number
     */
    float shrink(int layer, Step step);

    /** Whether biases are decayed too. */
    default boolean appliesToBiases() {
        return false;
    }
}
