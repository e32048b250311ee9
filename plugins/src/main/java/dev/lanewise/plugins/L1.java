package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * The penalty {@code λ · Σ |w|}, with the (sub)gradient {@code λ·sign(w)}, which is 0 at 0.
 *
 * <p>Source: R. Tibshirani, "Regression Shrinkage and Selection via the Lasso", J. R. Stat. Soc. B 58, 1996.
 */
public final class L1 implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "l1";
    }

    @Override
    public String summary() {
        return "penalizes the sum of the absolute weights";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("lambda", 0, Double.POSITIVE_INFINITY, "strength of the penalty lambda * sum of |w|"),
                Parameter.flag("biases", "penalize the biases too"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new ElasticPenalty((float) arguments.number("lambda"), 0, arguments.flag("biases"));
    }
}
