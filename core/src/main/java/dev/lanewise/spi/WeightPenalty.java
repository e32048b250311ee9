package dev.lanewise.spi;

/**
 * A penalty term on the weights, such as L1 or L2, whose gradient is added to the loss's before the optimizer sees it. The
 * losses that training reports do not include it.
 */
public interface WeightPenalty extends Regularizer {
    /** The penalty of these weights: a sum over elements, so that blocks add up. What {@link #addGradient} is checked against. */
    double penalty(WeightBlock block);

    /** Adds the gradient of {@link #penalty} to {@link WeightBlock#gradients()}. */
    void addGradient(WeightBlock block);

    /** Whether biases are penalized too. */
    default boolean appliesToBiases() {
        return false;
    }
}
