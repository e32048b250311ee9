package dev.lanewise.spi;

/** Changes the gradients of weights after all penalties and before the optimizer sees them, as gradient noise does. */
public interface GradientRegularizer extends Regularizer {
    /** Changes {@link WeightBlock#gradients()}, those of the batch's mean loss, in place. */
    void change(WeightBlock block);

    /** Whether the gradients of biases are changed too. */
    default boolean appliesToBiases() {
        return false;
    }
}
