package dev.lanewise.step;

import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;

/**
 * A regularizer of a hidden layer's activations.
 *
 * @param hook what is called
 * @param place among those of the layer, 0, 1, …, by which its noise is its own
 * @param factors what it multiplies by, or null if it is not multiplicative
 */
record ActivationHook(Hook<ActivationRegularizer> hook, int place, Factors factors) {
    static ActivationHook of(Hook<ActivationRegularizer> hook, int place) {
        boolean multiplies = hook.hook() instanceof MultiplicativeRegularizer;
        return new ActivationHook(hook, place, multiplies ? new Factors() : null);
    }

    boolean multiplies() {
        return factors != null;
    }
}
