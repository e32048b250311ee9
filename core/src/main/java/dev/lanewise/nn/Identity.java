package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;

/** See {@link Activation#IDENTITY}. */
final class Identity implements Activation {
    @Override
    public String name() {
        return "IDENTITY";
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public void forward(Kernels kernels, float[] x, int offset, int length) {}

    @Override
    public void backward(Kernels kernels, float[] kept, float[] gradient, int offset, int length) {}

    @Override
    public String toString() {
        return name();
    }
}
