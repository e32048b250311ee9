package dev.lanewise.step;

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
        if (hook.hook() instanceof LearnedRegularizer learns) {
            Hook<LearnedRegularizer> same = new Hook<>(hook.owner(), hook.number(), learns);
            return new ActivationHook(hook, place, null, new LearnedNumbers(same, layer, width, new StepState()));
        }
        boolean multiplies = hook.hook() instanceof MultiplicativeRegularizer;
        return new ActivationHook(hook, place, multiplies ? new Factors() : null, null);
    }

    boolean multiplies() {
        return factors != null;
    }
}
