package dev.lanewise.spi;

/** Changes the input of the network during training: noise or dropout on the pixels. Never called in inference. */
public interface InputRegularizer extends Regularizer {
    /** Replaces the inputs in {@link ActivationBlock#values()} in place; pixels are scaled to 0…1. */
    void apply(ActivationBlock block);
}
