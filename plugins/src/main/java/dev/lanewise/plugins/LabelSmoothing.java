package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.TargetBlock;
import dev.lanewise.spi.TargetRegularizer;
import java.util.List;

/**
 * Targets less than certain: {@code t' = (1 - ε)·t + ε/K} for K classes.
 *
 * <p>Source: C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna, "Rethinking the Inception Architecture for Computer
 * Vision", CVPR 2016, section 7.
 */
public final class LabelSmoothing implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "label-smoothing";
    }

    @Override
    public String summary() {
        return "makes the targets a little uncertain";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("epsilon", 0, 1, "the share of probability spread over all classes"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook((float) arguments.number("epsilon"));
    }

    private record Hook(float epsilon) implements TargetRegularizer {
        @Override
        public void apply(TargetBlock block) {
            float[] t = block.targets();
            float share = epsilon / block.classes();
            int length = block.length();
            for (int i = 0; i < length; i++) {
                t[i] = Math.fma(1 - epsilon, t[i], share);
            }
        }
    }
}
