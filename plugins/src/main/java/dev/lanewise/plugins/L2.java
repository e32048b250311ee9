package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * The penalty {@code λ/2 · Σ w²}, whose gradient {@code λ·w} joins that of the loss before the optimizer sees it.
 *
 * <p>Source: A. Krogh, J. Hertz, "A Simple Weight Decay Can Improve Generalization", NIPS 1991.
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
        return "penalizes the sum of the squared weights";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number(
                        "lambda", 0, Double.POSITIVE_INFINITY, "strength of the penalty lambda/2 * sum of w^2"),
                Parameter.flag("biases", "penalize the biases too"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new ElasticPenalty(0, (float) arguments.number("lambda"), arguments.flag("biases"));
    }
}
