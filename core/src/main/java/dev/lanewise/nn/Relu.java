package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;

/** See {@link Activation#RELU}. */
final class Relu implements Activation {
    @Override
    public String name() {
        return "RELU";
    }

    @Override
    public Needs needs() {
        return Needs.ZEROS;
    }

    @Override
    public void forward(Kernels kernels, float[] x, int offset, int length) {
        kernels.relu(x, offset, length);
    }

    @Override
    public void backward(Kernels kernels, float[] output, float[] gradient, int offset, int length) {
        kernels.reluGradient(output, gradient, offset, length);
    }

    @Override
    public String toString() {
        return name();
    }
}
