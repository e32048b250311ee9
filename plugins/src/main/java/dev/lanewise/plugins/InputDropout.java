package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * Inverted dropout of the network's inputs: {@code y = 0} with probability p, else {@code y = x / (1 - p)}.
 *
 * <p>Source: G. Hinton, N. Srivastava, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, "Improving neural networks by preventing
 * co-adaptation of feature detectors", arXiv:1207.0580, 2012 (there 20% of the pixels, unscaled).
 */
public final class InputDropout implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "input-dropout";
    }

    @Override
    public String summary() {
        return "drops input pixels at random";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("p", 0, 1, "the probability to drop a pixel"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        double p = arguments.number("p");
        return (InputRegularizer) block -> block.dropout(p);
    }
}
