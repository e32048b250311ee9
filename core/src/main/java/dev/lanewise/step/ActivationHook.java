package dev.lanewise.step;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;

/**
 * A regularizer of a hidden layer's activations.
 *
 * @param hook what is called
 * @param place among those of the layer, 0, 1, …, by which its noise is its own
 * @param factors what it multiplies by, or null if it is not multiplicative
 * @param learned the numbers that it learns, or null if it learns none
 */
record ActivationHook(Hook<ActivationRegularizer> hook, int place, Factors factors, LearnedNumbers learned) {
    static ActivationHook of(Hook<ActivationRegularizer> hook, int place, int layer, int width) {
        if (hook.first() instanceof LearnedRegularizer) {
            Hook<LearnedRegularizer> same = hook.as(LearnedRegularizer.class);
            return new ActivationHook(hook, place, null, new LearnedNumbers(same, layer, width, new StepState()));
        }
        boolean multiplies = hook.first() instanceof MultiplicativeRegularizer;
        return new ActivationHook(hook, place, multiplies ? new Factors() : null, null);
    }

    /** Asks in each epoch, as a rate that changes may be zero in a layer for some of them. */
    static void forward(ActivationRegularizer hook, ActivationBlock block) {
        if (hook.appliesTo(block.layer())) {
            hook.forward(block);
        }
    }

    /** The same for gradients. */
    static void backward(ActivationRegularizer hook, ActivationBlock block) {
        if (hook.appliesTo(block.layer())) {
            hook.backward(block);
        }
    }

    boolean multiplies() {
        return factors != null;
    }
}
