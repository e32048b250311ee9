package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Nonlinearity;

/** An activation function that the kernels have loops for. */
record KernelActivation(Nonlinearity function, Needs needs) implements Activation {
    @Override
    public String name() {
        return function.name();
    }

    @Override
    public void forward(Kernels kernels, float[] x, int offset, int length) {
        kernels.apply(function, x, offset, length);
    }

    @Override
    public void backward(Kernels kernels, float[] kept, float[] gradient, int offset, int length) {
        kernels.applyGradient(function, kept, gradient, offset, length);
    }

    @Override
    public String toString() {
        return name();
    }
}
