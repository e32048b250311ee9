package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.WeightBlock;
import java.util.List;

/**
 * Annealed Gaussian noise on the gradients: {@code g ← g + n·√(η / (1 + t)^γ)}, n standard normal, at step t = 0, 1, ….
 *
 * <p>Source: A. Neelakantan et al., "Adding Gradient Noise Improves Learning for Very Deep Networks", 2015 (there η is 0.01 to 1
 * and γ is 0.55).
 */
public final class GradientNoise implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "gradient-noise";
    }

    @Override
    public String summary() {
        return "adds Gaussian noise to the gradients, less with each step";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("eta", 0, Double.POSITIVE_INFINITY, "variance at the first step"),
                Parameter.number("gamma", 0, Double.POSITIVE_INFINITY, "how fast the variance falls")
                        .orElse(0.55),
                Parameter.flag("biases", "noise on the gradients of biases too"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.number("eta"), arguments.number("gamma"), arguments.flag("biases"));
    }

    private record Hook(double eta, double gamma, boolean appliesToBiases) implements GradientRegularizer {
        @Override
        public void change(WeightBlock block) {
            if (eta == 0) {
                return;
            }
            float sigma =
                    (float) Math.sqrt(eta / StrictMath.pow(1.0 + block.step().number(), gamma));
            float[] g = block.gradients();
            float[] n = block.normals();
            int length = block.length();
            for (int i = 0; i < length; i++) {
                g[i] = Math.fma(sigma, n[i], g[i]);
            }
        }
    }
}
