package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * The penalty {@code λ · Σ |a|} over the activations a of a sample, before dropout, with the (sub)gradient {@code λ·sign(a)}.
 *
 * <p>Source: X. Glorot, A. Bordes, Y. Bengio, "Deep
 * Sparse Rectifier Neural Networks", AISTATS 2011, section 3.2.
 */
public final class ActivityL1 implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "activity-l1";
    }

    @Override
    public String summary() {
        return "penalizes the absolute activations of hidden units";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.perLayer(
                "lambda", 0, Double.POSITIVE_INFINITY, "strength of the penalty lambda * sum of |a|"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        double[] lambda = arguments.perLayer("lambda");
        return new ElasticActivity(lambda, new double[lambda.length]);
    }
}
