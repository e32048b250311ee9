package dev.lanewise.nn;

import java.util.Objects;

/**
 * A fully connected layer, {@code y = activation(x W + b)}, with x a row of inputs and W of shape [inputs][units]; or {@code
 * activation(layerNorm(x W + b))}, see {@link LayerNorm}.
 *
 * @param units the number of outputs, at least 1
 * @param activation the function applied to the sums
 * @param layerNorm whether the sums are normalised first
 */
public record Dense(int units, Activation activation, boolean layerNorm) implements Layer {
    /** Checks the arguments. */
    public Dense {
        Objects.requireNonNull(activation, "activation");
        if (units < 1) {
            throw new IllegalArgumentException("a dense layer needs at least 1 unit, but got " + units);
        }
    }

    /** A dense layer whose sums are not normalised. */
    public Dense(int units, Activation activation) {
        this(units, activation, false);
    }

    /** A dense layer with ReLU. */
    public static Dense relu(int units) {
        return new Dense(units, Activation.RELU);
    }

    /** A dense layer without an activation function, as the output layer is. */
    public static Dense linear(int units) {
        return new Dense(units, Activation.IDENTITY);
    }

    /** The same layer, its sums normalised before the activation function. */
    public Dense normalized() {
        return new Dense(units, activation, true);
    }
}
