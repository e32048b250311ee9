package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * The penalty {@code l1 · Σ |w| + l2/2 · Σ w²}: {@link L1} and {@link L2} in one.
 *
 * <p>Source: H. Zou, T. Hastie, "Regularization and Variable Selection via the Elastic Net", J. R. Stat. Soc. B 67, 2005 (there
 * without the half).
 */
public final class ElasticNet implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "elastic-net";
    }

    @Override
    public String summary() {
        return "penalizes absolute and squared weights together";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("l1", 0, Double.POSITIVE_INFINITY, "strength of l1 * sum of |w|"),
                Parameter.number("l2", 0, Double.POSITIVE_INFINITY, "strength of l2/2 * sum of w^2"),
                Parameter.flag("biases", "penalize the biases too"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new ElasticPenalty(
                (float) arguments.number("l1"), (float) arguments.number("l2"), arguments.flag("biases"));
    }
}
