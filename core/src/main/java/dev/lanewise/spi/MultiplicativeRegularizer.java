package dev.lanewise.spi;

/**
 * An {@link ActivationRegularizer} of the form {@code y = a * m} with a finite factor {@code m} that does not depend on any
 * activation, such as dropout. The gradient is then multiplied by the same {@code m}, so one method does for both directions,
 * the engine need not keep {@code a}, and it may ask for the factors once a step and keep those.
 */
public interface MultiplicativeRegularizer extends ActivationRegularizer {
    /**
     * Multiplies each of {@link ActivationBlock#values()} by its factor, in place; the same factors in both directions. The
     * values may be ones, from which the engine learns the factors.
     */
    void multiply(ActivationBlock block);

    @Override
    default void forward(ActivationBlock block) {
        multiply(block);
    }

    @Override
    default void backward(ActivationBlock block) {
        multiply(block);
    }
}
