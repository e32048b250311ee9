package dev.lanewise.step;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationPenalty;

/**
 * A penalty on a hidden layer's activations.
 *
 * @param hook what is called
 * @param place among the regularizers of the layer's activations, by which its noise is its own
 * @param sums of the layer's activations over the batch, or null if it does not need them
 */
record PenaltyHook(Hook<ActivationPenalty> hook, int place, BatchSums sums) {
    /** Asks in each epoch, as a rate that changes may be zero in a layer for some of them. */
    static void addGradient(ActivationPenalty hook, ActivationBlock block) {
        if (hook.appliesTo(block.layer())) {
            hook.addGradient(block);
        }
    }
}
