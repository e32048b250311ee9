package dev.lanewise.spi;

import java.util.OptionalDouble;

/**
 * Sees all weights of a dense layer at once, before and after each update, and may keep numbers between steps. These are part of
 * checkpoints, so a run that is resumed goes on with them. A layer's calls never overlap; layers may be worked on at the same
 * time. Arrays that a hook does not ask for cost nothing.
 */
public interface MatrixRegularizer extends Regularizer {
    /** Whether it does anything to dense layer {@code layer} = 0, 1, …, the output layer included; if not, it costs nothing. */
    default boolean appliesTo(int layer) {
        return true;
    }

    /** How many numbers it keeps for a layer. */
    default int stateLength(int layer, int inputs, int units) {
        return 0;
    }

    /** Fills {@link WeightMatrix#state()}, which is zero, before the first step; {@link WeightMatrix#noise()} is for that alone. */
    default void start(WeightMatrix matrix) {}

    /** Adds to {@link WeightMatrix#gradients()} and may change the state, once the gradients of the batch are known. */
    default void beforeUpdate(WeightMatrix matrix) {}

    /** Changes {@link WeightMatrix#weights()}, {@link WeightMatrix#bias()} and the state, before any {@link WeightConstraint}. */
    default void afterUpdate(WeightMatrix matrix) {}

    /**
     * If what {@link #beforeUpdate} adds is the gradient of a penalty with the state held fixed, that penalty, so that it can be
     * checked against it. Changes nothing.
     */
    default OptionalDouble penalty(WeightMatrix matrix) {
        return OptionalDouble.empty();
    }
}
