package dev.lanewise.plugins;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * Inverted dropout of hidden units: {@code y = 0} with probability p, else {@code y = a / (1 - p)}, so that the mean of y is a.
 *
 * <p>Source: N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, "Dropout: A Simple Way to Prevent Neural
 * Networks from Overfitting", JMLR 15, 2014. There p is the probability to keep; here it is the probability to drop.
 */
public final class Dropout implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "dropout";
    }

    @Override
    public String summary() {
        return "drops hidden units at random";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.perLayer("p", 0, 1, "the probability to drop"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.perLayer("p"));
    }

    private record Hook(double[] p) implements MultiplicativeRegularizer {
        @Override
        public boolean appliesTo(int layer) {
            return p[layer] > 0;
        }

        @Override
        public void multiply(ActivationBlock block) {
            block.dropout(p[block.layer()]);
        }
    }
}
