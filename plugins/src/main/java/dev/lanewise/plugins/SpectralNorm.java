package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.WeightMatrix;
import java.util.List;

/**
 * After each update, a layer's weights W are scaled so that they lengthen no vector by more than c: {@code W ← W · min(1, c/σ)}. The
 * greatest singular value σ is found by one round of power iteration a step, from the vector v of the step before: {@code u =
 * W·v/‖W·v‖, v = Wᵀ·u, σ = ‖v‖}. The output layer is left alone unless asked.
 *
 * <p>Source: H. Gouk et al., "Regularisation of Neural Networks by Enforcing Lipschitz Continuity", Machine Learning 110, 2021;
 * the power iteration as in T. Miyato et al., "Spectral Normalization for Generative Adversarial Networks", ICLR 2018.
 */
public final class SpectralNorm implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "spectral-norm";
    }

    @Override
    public String summary() {
        return "limits the greatest singular value of each layer's weights";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("c", 0, Double.POSITIVE_INFINITY, "the greatest singular value"),
                Parameter.flag("output", "limit the output layer too"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.number("c"), arguments.flag("output") ? Integer.MAX_VALUE : arguments.hiddenLayers());
    }

    private record Hook(double c, int endLayer) implements DirectionKept {
        @Override
        public boolean appliesTo(int layer) {
            return layer < endLayer;
        }

        @Override
        public void afterUpdate(WeightMatrix matrix) {
            float[] w = matrix.weights();
            double sigma = PowerIteration.round(w, matrix.inputs(), matrix.state());
            if (sigma > c) {
                float factor = (float) (c / sigma);
                int length = matrix.length();
                for (int i = 0; i < length; i++) {
                    w[i] *= factor;
                }
            }
        }
    }
}
