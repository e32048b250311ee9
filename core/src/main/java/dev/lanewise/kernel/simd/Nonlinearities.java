package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.Nonlinearity;
import dev.lanewise.kernel.Polynomials;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Nonlinearity} in lanes, operation by operation. Each function has loops of its own, so that each is compiled alone; what
 * is left over after whole vectors is done by the scalar formula.
 */
final class Nonlinearities {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final float[] TANH = Polynomials.tanhCoefficients();
    private static final float[] TAIL = Polynomials.tailCoefficients();

    private Nonlinearities() {}

    static void apply(Nonlinearity function, float[] x, int offset, int length) {
        int end = offset + length;
        int i =
                switch (function) {
                    case LEAKY_RELU -> leakyRelu(x, offset, end);
                    case TANH -> tanh(x, offset, end);
                    case SIGMOID -> sigmoid(x, offset, end);
                    case GELU -> gelu(x, offset, end);
                    case SILU -> silu(x, offset, end);
                };
        for (; i < end; i++) {
            x[i] = function.of(x[i]);
        }
    }

    static void gradient(Nonlinearity function, float[] kept, float[] gradient, int offset, int length) {
        int end = offset + length;
        int i =
                switch (function) {
                    case LEAKY_RELU -> leakyReluGradient(kept, gradient, offset, end);
                    case TANH -> tanhGradient(kept, gradient, offset, end);
                    case SIGMOID -> sigmoidGradient(kept, gradient, offset, end);
                    case GELU -> geluGradient(kept, gradient, offset, end);
                    case SILU -> siluGradient(kept, gradient, offset, end);
                };
        for (; i < end; i++) {
            gradient[i] = gradient[i] * function.derivative(kept[i]);
        }
    }

    private static int leakyRelu(float[] x, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            leakyRelu(FloatVector.fromArray(VECTOR, x, i)).intoArray(x, i);
        }
        return i;
    }

    private static int tanh(float[] x, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            tanh(FloatVector.fromArray(VECTOR, x, i)).intoArray(x, i);
        }
        return i;
    }

    private static int sigmoid(float[] x, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            logistic(FloatVector.fromArray(VECTOR, x, i)).intoArray(x, i);
        }
        return i;
    }

    private static int gelu(float[] x, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            gelu(FloatVector.fromArray(VECTOR, x, i)).intoArray(x, i);
        }
        return i;
    }

    private static int silu(float[] x, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            silu(FloatVector.fromArray(VECTOR, x, i)).intoArray(x, i);
        }
        return i;
    }

    private static int leakyReluGradient(float[] kept, float[] gradient, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            FloatVector k = FloatVector.fromArray(VECTOR, kept, i);
            FloatVector.fromArray(VECTOR, gradient, i)
                    .mul(leakyReluDerivative(k))
                    .intoArray(gradient, i);
        }
        return i;
    }

    private static int tanhGradient(float[] kept, float[] gradient, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            FloatVector k = FloatVector.fromArray(VECTOR, kept, i);
            FloatVector.fromArray(VECTOR, gradient, i)
                    .mul(k.neg().fma(k, broadcast(1f)))
                    .intoArray(gradient, i);
        }
        return i;
    }

    private static int sigmoidGradient(float[] kept, float[] gradient, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            FloatVector k = FloatVector.fromArray(VECTOR, kept, i);
            FloatVector.fromArray(VECTOR, gradient, i).mul(k.neg().fma(k, k)).intoArray(gradient, i);
        }
        return i;
    }

    private static int geluGradient(float[] kept, float[] gradient, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            FloatVector k = FloatVector.fromArray(VECTOR, kept, i);
            FloatVector.fromArray(VECTOR, gradient, i).mul(geluDerivative(k)).intoArray(gradient, i);
        }
        return i;
    }

    private static int siluGradient(float[] kept, float[] gradient, int from, int end) {
        int i = from;
        for (; i <= end - LANES; i += LANES) {
            FloatVector k = FloatVector.fromArray(VECTOR, kept, i);
            FloatVector.fromArray(VECTOR, gradient, i).mul(siluDerivative(k)).intoArray(gradient, i);
        }
        return i;
    }

    private static FloatVector leakyRelu(FloatVector x) {
        return x.mul(Nonlinearity.LEAK).blend(x, x.compare(VectorOperators.GT, 0f));
    }

    private static FloatVector leakyReluDerivative(FloatVector y) {
        return broadcast(Nonlinearity.LEAK).blend(1f, y.compare(VectorOperators.GT, 0f));
    }

    private static FloatVector gelu(FloatVector x) {
        return x.mul(gaussian(x, bell(x)));
    }

    private static FloatVector geluDerivative(FloatVector x) {
        FloatVector bell = bell(x);
        return x.mul(Polynomials.INVERSE_ROOT_TWO_PI).fma(bell, gaussian(x, bell));
    }

    private static FloatVector silu(FloatVector x) {
        return x.mul(logistic(x));
    }

    private static FloatVector siluDerivative(FloatVector x) {
        FloatVector y = logistic(x);
        return y.mul(broadcast(1f).sub(y).fma(x, broadcast(1f)));
    }

    /** {@link Polynomials#tanh}. */
    private static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector square = x.mul(x);
        FloatVector small = Elementwise.horner(TANH, square).mul(square).fma(x, x);
        FloatVector y = broadcast(1f)
                .sub(broadcast(2f).div(Elementwise.exp(size.add(size)).add(1f)));
        FloatVector large = y.blend(y.neg(), x.compare(VectorOperators.LT, 0f));
        return large.blend(small, size.compare(VectorOperators.LT, Polynomials.TANH_BEND));
    }

    /** {@link Polynomials#logistic}. */
    private static FloatVector logistic(FloatVector x) {
        FloatVector e = Elementwise.exp(x.abs().neg());
        return e.blend(1f, x.compare(VectorOperators.GE, 0f)).div(e.add(1f));
    }

    /** {@link Polynomials#bell}. */
    private static FloatVector bell(FloatVector x) {
        return Elementwise.exp(x.mul(x).mul(-0.5f));
    }

    /** {@link Polynomials#gaussian}. */
    private static FloatVector gaussian(FloatVector x, FloatVector bell) {
        FloatVector t = broadcast(1f).div(x.abs().fma(broadcast(Polynomials.TAIL_SLOPE), broadcast(1f)));
        FloatVector tail = Elementwise.horner(TAIL, t).mul(t).mul(bell);
        return tail.blend(broadcast(1f).sub(tail), x.compare(VectorOperators.GE, 0f));
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(VECTOR, value);
    }
}
