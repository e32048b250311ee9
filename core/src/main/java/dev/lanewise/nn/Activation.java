package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;

/** The function applied to a dense layer's sums. */
public enum Activation {
    /** max(0, x). */
    RELU {
        @Override
        public void forward(Kernels kernels, float[] x, int offset, int length) {
            kernels.relu(x, offset, length);
        }

        @Override
        public void backward(Kernels kernels, float[] output, float[] gradient, int offset, int length) {
            kernels.reluGradient(output, gradient, offset, length);
        }
    },

    /** x. */
    IDENTITY {
        @Override
        public void forward(Kernels kernels, float[] x, int offset, int length) {}

        @Override
        public void backward(Kernels kernels, float[] output, float[] gradient, int offset, int length) {}
    };

    /** Applies the function to a block, in place. */
    public abstract void forward(Kernels kernels, float[] x, int offset, int length);

    /**
     * Multiplies the gradients of a block by the function's derivative, in place.
     *
     * @param output the function's results, possibly multiplied by a mask since: only whether they are zero counts
     */
    public abstract void backward(Kernels kernels, float[] output, float[] gradient, int offset, int length);
}
