package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Gets gradients out of the fused step, which stores none, and compares them. */
final class StepGradients {
    /** A power of two, large so that little of the gradient is lost to the rounding of the updated weight. */
    static final float RATE = 16;

    private StepGradients() {}

    /** Weights, then biases, then factors and shifts of a normalisation, of each layer in turn. */
    static List<float[]> parameters(Sequential net) {
        List<float[]> out = new ArrayList<>();
        for (DenseParameters each : net.parameters()) {
            out.add(each.weights());
            out.add(each.bias());
            each.layerNorm().ifPresent(norm -> {
                out.add(norm.gamma());
                out.add(norm.beta());
            });
        }
        return out;
    }

    /** One step of SGD on the batch: {@code (before - after) / rate}. */
    static List<double[]> ofOneStep(Sequential net, LabelledImages batch, UnaryOperator<Trainer> settings) {
        List<float[]> before = parameters(net);
        settings.apply(Trainer.sgd(RATE).batchSize(batch.size()).epochs(1).shuffle(false))
                .fit(net, batch, null);
        List<float[]> after = parameters(net);
        List<double[]> out = new ArrayList<>();
        for (int p = 0; p < before.size(); p++) {
            double[] gradient = new double[before.get(p).length];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = ((double) before.get(p)[i] - after.get(p)[i]) / RATE;
            }
            out.add(gradient);
        }
        return out;
    }

    /**
     * Checks that all elements agree within the rounding of float sums of some hundred products: 2⁻²⁴ · √100, and as much again
     * for each of a few layers, relative to the greatest element.
     */
    static void assertClose(List<double[]> actual, List<double[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int p = 0; p < actual.size(); p++) {
            double greatest = 0;
            for (double each : expected.get(p)) {
                greatest = Math.max(greatest, Math.abs(each));
            }
            for (int i = 0; i < expected.get(p).length; i++) {
                assertThat(Math.abs(actual.get(p)[i] - expected.get(p)[i]))
                        .as("parameter %d, element %d: %s against %s", p, i, actual.get(p)[i], expected.get(p)[i])
                        .isLessThan(3e-6 * greatest + 1e-8);
            }
        }
    }
}
