package dev.lanewise.train;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Activation;

/** Activation functions that are awkward for an engine: none is zero at zero. */
enum Curve implements Activation {
    /** 1 / (1 + exp(-x)); its derivative is found from its output. */
    LOGISTIC(Needs.OUTPUT) {
        @Override
        double of(double x) {
            return 1 / (1 + Math.exp(-x));
        }

        @Override
        double derivative(double y) {
            return y * (1 - y);
        }
    },

    /** 1 + x + sin(2x) / 2; its derivative cannot be found from its output. */
    WAVE(Needs.INPUT) {
        @Override
        double of(double x) {
            return 1 + x + Math.sin(2 * x) / 2;
        }

        @Override
        double derivative(double x) {
            return 1 + Math.cos(2 * x);
        }
    };

    private final Needs needs;

    Curve(Needs needs) {
        this.needs = needs;
    }

    abstract double of(double x);

    /** The derivative, from what the function needs for it. */
    abstract double derivative(double kept);

    @Override
    public Needs needs() {
        return needs;
    }

    @Override
    public void forward(Kernels kernels, float[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = (float) of(x[i]);
        }
    }

    @Override
    public void backward(Kernels kernels, float[] kept, float[] gradient, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            gradient[i] *= (float) derivative(kept[i]);
        }
    }
}
