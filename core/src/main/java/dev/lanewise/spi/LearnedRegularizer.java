package dev.lanewise.spi;

/**
 * An {@link ActivationRegularizer} with numbers of its own for each layer, which the optimizer of the run learns with the
 * weights, at the same learning rate. They are part of checkpoints and of trained networks. {@link ActivationBlock#learned()} has
 * them, in both directions.
 *
 * <p>The backward hook also writes, for each element, the derivative of the loss by the number of its layer or unit to {@link
 * ActivationBlock#learnedGradients()}: the element's gradient times the derivative of its {@code y} by the number. The engine adds
 * those of the batch in row order, then in the order of units if the layer has one number.
 */
public interface LearnedRegularizer extends ActivationRegularizer {
    /** What the numbers of a hidden layer start from: one for the layer, or {@code width}, one for each unit. */
    float[] initial(int layer, int width);

    /** A penalty on a layer's numbers, beside the batch's mean loss. What {@link #addGradient} is checked against. */
    default double penalty(int layer, int width, float[] learned) {
        return 0;
    }

    /** Adds the gradient of {@link #penalty}. */
    default void addGradient(int layer, int width, float[] learned, float[] gradients) {}
}
