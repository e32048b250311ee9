package dev.lanewise.spi;

/**
 * Changes the activations of hidden layers during training, as dropout does. Never called in inference.
 *
 * <p>The forward hook sees each activation {@code a} once, after the layer's activation function, and replaces it by {@code y}.
 * The backward hook sees the gradient of the loss by {@code y} and replaces it by the gradient by {@code a}. If {@code y} is a
 * multiple of {@code a}, implement {@link MultiplicativeRegularizer}, which is less work and faster.
 */
public interface ActivationRegularizer extends Regularizer {
    /** Whether this regularizer does anything at all to hidden layer {@code layer} = 0, 1, …; if not, it costs nothing. */
    default boolean appliesTo(int layer) {
        return true;
    }

    /** Replaces the activations in {@link ActivationBlock#values()} in place. */
    void forward(ActivationBlock block);

    /** Replaces the gradients in {@link ActivationBlock#values()} in place. */
    void backward(ActivationBlock block);
}
