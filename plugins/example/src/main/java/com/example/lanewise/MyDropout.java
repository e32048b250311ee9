package com.example.lanewise;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/** Dropout, written once more: trains to the same bits as the built-in one. */
public final class MyDropout implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "my-dropout";
    }

    @Override
    public String summary() {
        return "drops hidden units at random, as an example";
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
            double drop = p[block.layer()];
            float scale = drop == 1 ? 0 : (float) (1 / (1 - drop));
            float[] values = block.values();
            float[] mask = block.mask(drop);
            int length = block.length();
            for (int i = 0; i < length; i++) {
                values[i] *= mask[i] * scale;
            }
        }
    }
}
