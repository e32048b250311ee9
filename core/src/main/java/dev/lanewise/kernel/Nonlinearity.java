package dev.lanewise.kernel;

/**
 * Functions that are applied to numbers one by one, of which {@link Kernels} have loops. The formulas here are what those loops
 * compute, operation by operation.
 */
public enum Nonlinearity {
    /** x, and a hundredth of it below zero. */
    LEAKY_RELU {
        @Override
        public float of(float x) {
            return x > 0 ? x : LEAK * x;
        }

        @Override
        public float derivative(float y) {
            return y > 0 ? 1f : LEAK;
        }
    },

    /** {@link Polynomials#tanh}. */
    TANH {
        @Override
        public float of(float x) {
            return Polynomials.tanh(x);
        }

        @Override
        public float derivative(float y) {
            return Fma.fma(-y, y, 1f);
        }
    },

    /** {@link Polynomials#logistic}. */
    SIGMOID {
        @Override
        public float of(float x) {
            return Polynomials.logistic(x);
        }

        @Override
        public float derivative(float y) {
            return Fma.fma(-y, y, y);
        }
    },

    /** x Φ(x), see D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units", 2016. */
    GELU {
        @Override
        public float of(float x) {
            return x * Polynomials.gaussian(x, Polynomials.bell(x));
        }

        @Override
        public float derivative(float x) {
            float bell = Polynomials.bell(x);
            return Fma.fma(x * Polynomials.INVERSE_ROOT_TWO_PI, bell, Polynomials.gaussian(x, bell));
        }
    },

    /** x · logistic(x), see S. Elfwing et al., "Sigmoid-Weighted Linear Units", Neural Networks 107, 2018. */
    SILU {
        @Override
        public float of(float x) {
            return x * Polynomials.logistic(x);
        }

        @Override
        public float derivative(float x) {
            float y = Polynomials.logistic(x);
            return y * Fma.fma(x, 1f - y, 1f);
        }
    };

    /** The slope of {@link #LEAKY_RELU} below zero. */
    public static final float LEAK = 0.01f;

    /** The function. */
    public abstract float of(float x);

    /** Its derivative, from its output for all but {@link #GELU} and {@link #SILU}, which take the input. */
    public abstract float derivative(float kept);
}
