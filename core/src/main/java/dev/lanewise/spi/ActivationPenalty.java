package dev.lanewise.spi;

/**
 * A penalty term on the activations of hidden layers, as the activation function gives them and before any {@link
 * ActivationRegularizer}. The loss of a step is then the mean over the batch of each sample's loss and penalty. Its gradient joins
 * that of the loss on the way back. The losses that training reports do not include it, as they do not include a {@link
 * WeightPenalty}.
 *
 * <p>{@link ActivationBlock#inputs()} are the activations, read only, and {@link ActivationBlock#values()} the gradients.
 */
public interface ActivationPenalty extends Regularizer {
    /** Whether hidden layer {@code layer} = 0, 1, … is penalized; if not, it costs nothing. */
    default boolean appliesTo(int layer) {
        return true;
    }

    /**
     * Whether it looks at {@link ActivationBlock#sums()}. The backward pass of a layer then waits until its activations are
     * known for the whole batch.
     */
    default boolean needsSums() {
        return false;
    }

    /**
     * The penalty of the block's samples and units: a sum over elements, so that blocks add up. What {@link #addGradient} is
     * checked against.
     */
    double penalty(ActivationBlock block);

    /**
     * Adds to {@link ActivationBlock#values()} the gradient, by these activations, of the {@link #penalty} of the whole batch; the
     * engine divides by the size of the batch.
     */
    void addGradient(ActivationBlock block);
}
