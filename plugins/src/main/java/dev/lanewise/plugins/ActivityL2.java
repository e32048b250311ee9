package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * The penalty {@code λ/2 · Σ a²} over the activations a of a sample, before dropout, with the gradient {@code λ·a}.
 *
 * <p>Source: S. Merity,
 * B. McCann, R. Socher, "Revisiting Activation Regularization for Language RNNs", 2017.
 */
public final class ActivityL2 implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "activity-l2";
    }

    @Override
    public String summary() {
        return "penalizes the squared activations of hidden units";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.perLayer(
                "lambda", 0, Double.POSITIVE_INFINITY, "strength of the penalty lambda/2 * sum of a^2"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        double[] lambda = arguments.perLayer("lambda");
        return new ElasticActivity(new double[lambda.length], lambda);
    }
}
