package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.WeightMatrix;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Penalizes how far the weight vectors of a layer's units are from being orthogonal and one long: {@code λ · σ(WᵀW - I)}, σ the
 * greatest eigenvalue by size. Its vector v is found by one round of power iteration a step, {@code v ← (WᵀW - I)·v}, made one
 * long; the penalty is then {@code λ · |‖W·v‖² - 1|} and its gradient {@code ±2λ · W·v·vᵀ}. The output layer is left alone unless
 * asked.
 *
 * <p>Source: N. Bansal, X. Chen, Z. Wang, "Can We Gain More from Orthogonality Regularizations in Training Deep Networks?",
 * NeurIPS 2018, section 3.4.
 */
public final class Orthogonality implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "orthogonality";
    }

    @Override
    public String summary() {
        return "draws the weight vectors of each layer's units towards orthogonal ones";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("lambda", 0, Double.POSITIVE_INFINITY, "strength of the penalty lambda * |W'W - I|"),
                Parameter.flag("output", "penalize the output layer too"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        int endLayer = arguments.flag("output") ? Integer.MAX_VALUE : arguments.hiddenLayers();
        return new Hook(arguments.number("lambda"), endLayer);
    }

    private record Hook(double lambda, int endLayer) implements DirectionKept {
        @Override
        public boolean appliesTo(int layer) {
            return lambda > 0 && layer < endLayer;
        }

        @Override
        public void beforeUpdate(WeightMatrix matrix) {
            float[] w = matrix.weights();
            float[] v = matrix.state();
            float[] before = v.clone();
            float[] image = PowerIteration.product(w, matrix.inputs(), v);
            for (int unit = 0; unit < v.length; unit++) {
                v[unit] = -v[unit];
            }
            PowerIteration.addTransposedProduct(w, image, v);
            if (PowerIteration.normalize(v) == 0) { // orthogonal already; a vector that is zero would never turn again
                System.arraycopy(before, 0, v, 0, v.length);
            }
            addGradient(matrix, PowerIteration.product(w, matrix.inputs(), v));
        }

        private void addGradient(WeightMatrix matrix, float[] image) {
            float[] v = matrix.state();
            float[] g = matrix.gradients();
            double sign = PowerIteration.squares(image) > 1 ? 2 : -2;
            for (int input = 0; input < image.length; input++) {
                float factor = (float) (lambda * sign * image[input]);
                for (int unit = 0; unit < v.length; unit++) {
                    g[input * v.length + unit] += factor * v[unit];
                }
            }
        }

        @Override
        public OptionalDouble penalty(WeightMatrix matrix) {
            float[] image = PowerIteration.product(matrix.weights(), matrix.inputs(), matrix.state());
            return OptionalDouble.of(lambda * Math.abs(PowerIteration.squares(image) - 1));
        }
    }
}
