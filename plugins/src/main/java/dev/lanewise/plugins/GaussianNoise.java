package dev.lanewise.plugins;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * Additive Gaussian noise on the network's inputs: {@code y = x + σ·n}, n standard normal. Inputs are scaled to 0…1; what noise
 * takes beyond that stays.
 *
 * <p>Source: C. Bishop, "Training with Noise is Equivalent to Tikhonov Regularization", Neural Computation 7, 1995.
 */
public final class GaussianNoise implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "gaussian-noise";
    }

    @Override
    public String summary() {
        return "adds Gaussian noise to the input";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("sigma", 0, Double.POSITIVE_INFINITY, "standard deviation; pixels are within 0 to 1"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook((float) arguments.number("sigma"));
    }

    private record Hook(float sigma) implements InputRegularizer {
        @Override
        public void apply(ActivationBlock block) {
            if (sigma == 0) {
                return;
            }
            float[] x = block.values();
            float[] n = block.normals();
            int length = block.length();
            for (int i = 0; i < length; i++) {
                x[i] = Math.fma(sigma, n[i], x[i]);
            }
        }
    }
}
