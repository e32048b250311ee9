package dev.lanewise.plugins;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * Multiplicative Gaussian noise on hidden units: {@code y = a·(1 + σ·n)}, n standard normal, σ² = p / (1 - p), which is the
 * variance that dropout with probability p has.
 *
 * <p>Source: N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, "Dropout: A Simple Way to Prevent Neural
 * Networks from Overfitting", JMLR 15, 2014, section 10.
 */
public final class GaussianDropout implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "gaussian-dropout";
    }

    @Override
    public String summary() {
        return "multiplies hidden activations by Gaussian noise of mean 1";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.perLayer("p", 0, 1, "as strong as dropout with this probability"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        double[] p = arguments.perLayer("p");
        float[] sigma = new float[p.length];
        for (int layer = 0; layer < p.length; layer++) {
            if (p[layer] == 1) {
                throw new IllegalArgumentException("argument 'p' must be less than 1, as the variance is p / (1 - p)");
            }
            sigma[layer] = (float) Math.sqrt(p[layer] / (1 - p[layer]));
        }
        return new Hook(sigma);
    }

    private record Hook(float[] sigma) implements MultiplicativeRegularizer {
        @Override
        public boolean appliesTo(int layer) {
            return sigma[layer] > 0;
        }

        @Override
        public void multiply(ActivationBlock block) {
            float s = sigma[block.layer()];
            float[] x = block.values();
            float[] n = block.normals();
            int length = block.length();
            for (int i = 0; i < length; i++) {
                x[i] *= Math.fma(s, n[i], 1f);
            }
        }
    }
}
