package dev.lanewise.nn;

import dev.lanewise.random.Streams;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Where weights start; biases start at zero. The text form ({@code he}, {@code xavier}, {@code normal:0.01}) is what {@link
 * #parse} reads and {@code toString} gives.
 */
@FunctionalInterface
public interface Initializer {
    /**
     * The initial weights of dense layer {@code layer}, row-major [inputs][units].
     *
     * @param layer 0, 1, …
     */
    float[] weights(int layer, int inputs, int units, long seed);

    /**
     * Uniform within ±√(6 / inputs): K. He et al., "Delving Deep into Rectifiers", ICCV 2015. The variance 2 / inputs keeps
     * that of ReLU layers.
     */
    static Initializer he() {
        return new Named("he", (inputs, units, random) -> uniform(Math.sqrt(6.0 / inputs), random));
    }

    /**
     * Uniform within ±√(6 / (inputs + units)): X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward
     * neural networks", AISTATS 2010.
     */
    static Initializer xavier() {
        return new Named(
                "xavier", (inputs, units, random) -> uniform(Math.sqrt(6.0 / ((double) inputs + units)), random));
    }

    /**
     * Normal with mean 0 and standard deviation {@code sigma}, as the lecture's 0.01, by the Box–Muller transform.
     *
     * @throws IllegalArgumentException if {@code sigma} is not positive and finite
     */
    static Initializer normal(double sigma) {
        if (!((float) sigma > 0 && sigma < Double.POSITIVE_INFINITY)) { // the weights are floats
            throw new IllegalArgumentException(
                    "the standard deviation of initial weights must be positive, but is " + sigma);
        }
        return new Named("normal:" + sigma, (inputs, units, random) -> () -> {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            return sigma * radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
        });
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is none of {@code he}, {@code xavier}, {@code normal:SIGMA}
     */
    static Initializer parse(String text) {
        if (text.equals("he")) {
            return he();
        }
        if (text.equals("xavier")) {
            return xavier();
        }
        if (text.startsWith("normal:")) {
            try {
                return normal(Double.parseDouble(text.substring("normal:".length())));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' needs a number, as in normal:0.01", e);
            }
        }
        throw new IllegalArgumentException("unknown initial weights '" + text + "'; use he, xavier or normal:SIGMA");
    }

    private static DoubleSupplier uniform(double bound, SplittableRandom random) {
        return () -> bound * (2 * random.nextDouble() - 1);
    }

    /** A distribution with the name users type. */
    record Named(String text, Distribution distribution) implements Initializer {
        @Override
        public float[] weights(int layer, int inputs, int units, long seed) {
            DoubleSupplier next = distribution.of(inputs, units, Streams.initialWeights(seed, layer));
            float[] weights = new float[Math.multiplyExact(inputs, units)];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) next.getAsDouble();
            }
            return weights;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Draws the weights of a layer one after the other. */
    interface Distribution {
        /** The source of the weights of a layer of this shape. */
        DoubleSupplier of(int inputs, int units, SplittableRandom random);
    }
}
