package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.BatchRow;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * Trains on mixtures of two samples: {@code x' = λ·x + (1 - λ)·x_j} and {@code t' = λ·t + (1 - λ)·t_j} with a row j of the batch
 * drawn at random and λ from Beta(α, α), both anew for each sample. α = 0 changes nothing, α = 1 draws λ evenly from 0 to 1.
 *
 * <p>Source: H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz, "mixup: Beyond Empirical Risk Minimization", ICLR 2018.
 */
public final class Mixup implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "mixup";
    }

    @Override
    public String summary() {
        return "mixes pairs of samples and their targets";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("alpha", 0, 100, "both parameters of the Beta distribution of the shares"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(new SymmetricBeta(arguments.number("alpha")));
    }

    private record Hook(SymmetricBeta shares) implements BatchRegularizer {
        @Override
        public void features(BatchRow row) {
            mix(row);
        }

        @Override
        public void targets(BatchRow row) {
            mix(row);
        }

        private void mix(BatchRow row) {
            float share = (float) shares.share(row.uniform(0));
            int partner = (int) (row.uniform(1) * row.step().batchSize());
            if (share == 1 || partner == row.row()) {
                return;
            }
            float[] x = row.values();
            float[] other = row.valuesOf(partner);
            int length = row.length();
            for (int i = 0; i < length; i++) {
                x[i] = Math.fma(share, x[i] - other[i], other[i]);
            }
        }
    }
}
