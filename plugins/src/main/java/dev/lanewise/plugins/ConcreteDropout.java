package dev.lanewise.plugins;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * Dropout whose rate p is learned, one for each hidden layer, through a mask that is nearly 0 or 1: {@code y = a·(1 - s)/(1 - p)}
 * with {@code s = 1 / (1 + ((1-p)/p · (1-u)/u)^10)}, u evenly spread over 0…1, which is the paper's mask at its temperature of
 * 0.1. What is learned is {@code θ = ln(p/(1-p))}. The penalty {@code strength · K · (p·ln p + (1-p)·ln(1-p))} for K units draws
 * p towards a half; the prior of the weights is left to {@link L2} and {@link WeightDecay}.
 *
 * <p>Source: Y. Gal, J. Hron, A. Kendall, "Concrete Dropout", NeurIPS 2017 (there the strength is 2 over the number of samples).
 */
public final class ConcreteDropout implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "concrete-dropout";
    }

    @Override
    public String summary() {
        return "dropout of hidden units with a rate that each layer learns";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.perLayer("p", 0.001, 0.999, "the rate to start from"),
                Parameter.number("strength", 0, Double.POSITIVE_INFINITY, "how strongly a rate is drawn to a half")
                        .orElse(1e-5));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.perLayer("p"), arguments.number("strength"));
    }

    private record Hook(double[] p, double strength) implements LearnedRegularizer {
        @Override
        public float[] initial(int layer, int width) {
            return new float[] {(float) StrictMath.log(p[layer] / (1 - p[layer]))};
        }

        /** {@code (1-u)/u · odds}, to the tenth power: 0 or infinite where the mask is as good as 1 or 0. */
        private static float odds(int bits, float odds) {
            float u = (bits >>> 8) * 0x1p-24f + 0x1p-25f;
            float x = odds * (1 - u) / u;
            float squared = x * x;
            float fourth = squared * squared;
            return fourth * fourth * squared;
        }

        @Override
        public void forward(ActivationBlock block) {
            float e = (float) StrictMath.exp(block.learned()[0]); // p / (1 - p)
            float[] x = block.values();
            int[] bits = block.bits();
            int length = block.length();
            for (int i = 0; i < length; i++) {
                float s = 1 / (1 + odds(bits[i], 1 / e));
                x[i] *= (1 - s) * (1 + e);
            }
        }

        @Override
        public void backward(ActivationBlock block) {
            float e = (float) StrictMath.exp(block.learned()[0]);
            float[] a = block.inputs();
            float[] g = block.values();
            float[] learned = block.learnedGradients();
            int[] bits = block.bits();
            int length = block.length();
            for (int i = 0; i < length; i++) {
                float s = 1 / (1 + odds(bits[i], 1 / e));
                float z = 1 - s;
                learned[i] = g[i] * a[i] * (z * e - 10 * s * z * (1 + e));
                g[i] *= z * (1 + e);
            }
        }

        private static double rate(float theta) {
            return 1 / (1 + StrictMath.exp(-theta));
        }

        @Override
        public double penalty(int layer, int width, float[] learned) {
            double q = rate(learned[0]);
            return strength * width * (q * StrictMath.log(q) + (1 - q) * StrictMath.log(1 - q));
        }

        @Override
        public void addGradient(int layer, int width, float[] learned, float[] gradients) {
            double q = rate(learned[0]);
            gradients[0] += (float) (strength * width * learned[0] * q * (1 - q));
        }
    }
}
