package dev.lanewise.plugins;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationPenalty;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * Penalizes a unit whose mean activation over the batch, {@code m}, is not ρ: {@code β · Σ KL(ρ‖m)} over the units, with {@code
 * KL(ρ‖m) = ρ·ln(ρ/m) + (1-ρ)·ln((1-ρ)/(1-m))} and the derivative {@code β·((1-ρ)/(1-m) - ρ/m)} by m. For activations that
 * are not within 0…1 it goes on along its tangents below m = 0.01 and above 0.99.
 *
 * <p>Source: A. Ng, "Sparse Autoencoder", CS294A lecture notes, Stanford 2011, section 3.
 */
public final class KlSparsity implements RegularizerProvider {
    private static final double LEAST = 0.01;
    private static final double MOST = 0.99;

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "kl-sparsity";
    }

    @Override
    public String summary() {
        return "holds the mean activation of each hidden unit near a small value";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("rho", LEAST, MOST, "the mean activation to hold"),
                Parameter.number("beta", 0, Double.POSITIVE_INFINITY, "strength of the penalty"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.number("rho"), arguments.number("beta"));
    }

    private record Hook(double rho, double beta) implements ActivationPenalty {
        @Override
        public boolean appliesTo(int layer) {
            return beta > 0;
        }

        @Override
        public boolean needsSums() {
            return true;
        }

        @Override
        public double penalty(ActivationBlock block) {
            double sum = 0;
            for (int unit = 0; unit < block.columns(); unit++) {
                double mean = mean(block, unit);
                double m = Math.clamp(mean, LEAST, MOST);
                double divergence = rho * StrictMath.log(rho / m) + (1 - rho) * StrictMath.log((1 - rho) / (1 - m));
                sum += divergence + slope(m) * (mean - m);
            }
            return beta * sum * block.rows();
        }

        @Override
        public void addGradient(ActivationBlock block) {
            float[] slopes = new float[block.columns()];
            for (int unit = 0; unit < slopes.length; unit++) {
                slopes[unit] = (float) (beta * slope(Math.clamp(mean(block, unit), LEAST, MOST)));
            }
            float[] g = block.values();
            for (int row = 0; row < block.rows(); row++) {
                for (int unit = 0; unit < slopes.length; unit++) {
                    g[row * slopes.length + unit] += slopes[unit];
                }
            }
        }

        private static double mean(ActivationBlock block, int unit) {
            return (double) block.sums()[unit] / block.step().batchSize();
        }

        private double slope(double m) {
            return (1 - rho) / (1 - m) - rho / m;
        }
    }
}
