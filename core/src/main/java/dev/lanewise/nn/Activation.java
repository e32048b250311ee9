package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Nonlinearity;
import dev.lanewise.kernel.PanelMatrix;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The function applied to a dense layer's sums. Immutable; it says what its derivative is computed from, and a training step
 * keeps that and no more.
 */
public interface Activation {
    /** max(0, x). */
    Activation RELU = new Relu();

    /** x. */
    Activation IDENTITY = new Identity();

    /** x, and 0.01 x below zero. */
    Activation LEAKY_RELU = new KernelActivation(Nonlinearity.LEAKY_RELU, Needs.OUTPUT);

    /** The hyperbolic tangent. */
    Activation TANH = new KernelActivation(Nonlinearity.TANH, Needs.OUTPUT);

    /** 1 / (1 + exp(-x)). */
    Activation SIGMOID = new KernelActivation(Nonlinearity.SIGMOID, Needs.OUTPUT);

    /** x Φ(x), with Φ the standard normal distribution; not its approximation by tanh. */
    Activation GELU = new KernelActivation(Nonlinearity.GELU, Needs.INPUT);

    /** x / (1 + exp(-x)), also known as swish. */
    Activation SILU = new KernelActivation(Nonlinearity.SILU, Needs.INPUT);

    /** Those that model files can name. */
    List<Activation> ALL = List.of(RELU, IDENTITY, LEAKY_RELU, TANH, SIGMOID, GELU, SILU);

    /**
     * The function of this name, as users type it: {@code relu}, {@code leaky-relu}, {@code gelu}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Activation named(String text) {
        for (Activation each : ALL) {
            if (word(each).equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("unknown activation function '" + text + "'; use one of "
                + ALL.stream().map(Activation::word).collect(Collectors.joining(", ")));
    }

    /** How users type a function's name. */
    static String word(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of what {@link #backward} is given, for each gradient, the number that belongs to it. */
    enum Needs {
        /** Nothing in particular: the derivative is the same everywhere. */
        NOTHING,

        /**
         * Some number that is zero where the output is, and nowhere else. The derivative is zero there, and constant elsewhere.
         * Outputs that regularizers have only multiplied since will do.
         */
        ZEROS,

        /** The output, as it was before any regularizer. */
        OUTPUT,

        /** The input. */
        INPUT
    }

    /** What it is called in model files and settings, which is also its {@code toString}. */
    String name();

    /** What the derivative is computed from. */
    Needs needs();

    /** Applies the function to a run of numbers, in place. */
    void forward(Kernels kernels, float[] x, int offset, int length);

    /**
     * Multiplies a run of gradients by the function's derivative, in place.
     *
     * @param kept what {@link #needs} asks for, at the same offsets; not modified
     */
    void backward(Kernels kernels, float[] kept, float[] gradient, int offset, int length);

    /** Applies the function to rows of a panel, in place, but not to columns beyond the last, which stay zero. */
    default void forward(Kernels kernels, PanelMatrix x, int panel, int row, int rows) {
        int columns = x.panelColumns(panel);
        if (columns == PanelMatrix.WIDTH) {
            forward(kernels, x.data(), x.offset(panel, row), rows * PanelMatrix.WIDTH);
            return;
        }
        for (int r = row; r < row + rows; r++) {
            forward(kernels, x.data(), x.offset(panel, r), columns);
        }
    }

    /**
     * Multiplies rows of a panel of gradients by the function's derivative, in place, but not the columns beyond the last.
     *
     * @param kept what {@link #needs} asks for, shaped as the gradients
     */
    default void backward(Kernels kernels, PanelMatrix kept, PanelMatrix gradient, int panel, int row, int rows) {
        int columns = gradient.panelColumns(panel);
        if (columns == PanelMatrix.WIDTH) {
            backward(kernels, kept.data(), gradient.data(), gradient.offset(panel, row), rows * PanelMatrix.WIDTH);
            return;
        }
        for (int r = row; r < row + rows; r++) {
            backward(kernels, kept.data(), gradient.data(), gradient.offset(panel, r), columns);
        }
    }
}
