package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightPenalty;
import java.util.List;

/**
 * The penalty {@code λ/2 · Σ w²}, whose gradient {@code λ·w} joins that of the loss before the optimizer sees it.
 *
 * <p>Source: A. Krogh, J. Hertz, "A Simple Weight Decay Can Improve Generalization", NIPS 1991; as ridge regression, A. Hoerl,
 * R. Kennard, Technometrics 12, 1970.
 */
public final class L2 implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "l2";
    }

    @Override
    public String summary() {
        return "penalises the sum of the squared weights";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number(
                        "lambda", 0, Double.POSITIVE_INFINITY, "strength of the penalty lambda/2 * sum of w^2"),
                Parameter.flag("biases", "penalise the biases too"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook((float) arguments.number("lambda"), arguments.flag("biases"));
    }

    private record Hook(float lambda, boolean appliesToBiases) implements WeightPenalty {
        @Override
        public double penalty(WeightBlock block) {
            float[] w = block.weights();
            double sum = 0;
            for (int i = 0; i < block.length(); i++) {
                sum += (double) w[i] * w[i];
            }
            return lambda / 2.0 * sum;
        }

        @Override
        public void addGradient(WeightBlock block) {
            float[] w = block.weights();
            float[] g = block.gradients();
            int length = block.length();
            for (int i = 0; i < length; i++) {
                g[i] = Math.fma(lambda, w[i], g[i]);
            }
        }
    }
}
