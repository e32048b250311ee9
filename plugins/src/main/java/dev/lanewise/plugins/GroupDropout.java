package dev.lanewise.plugins;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/**
 * Dropout of whole groups of {@code size} neighbouring units: for each sample a group is dropped with probability p, else its units
 * are multiplied by {@code 1/(1-p)}. The last group of a layer may be smaller. With size 1 it has the distribution of {@link
 * Dropout}.
 *
 * <p>Source: J. Tompson et al., "Efficient Object Localization Using Convolutional Networks", CVPR 2015, section 3.2, where a group
 * is a feature map.
 */
public final class GroupDropout implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "group-dropout";
    }

    @Override
    public String summary() {
        return "drops groups of neighbouring hidden units at random";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.perLayer("p", 0, 1, "the probability to drop a group"),
                Parameter.whole("size", 1, 1 << 20, "how many units are a group")
                        .orElse(4));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.perLayer("p"), arguments.whole("size"));
    }

    private record Hook(double[] p, int size) implements MultiplicativeRegularizer {
        @Override
        public boolean appliesTo(int layer) {
            return p[layer] > 0;
        }

        @Override
        public void multiply(ActivationBlock block) {
            double drop = p[block.layer()];
            long threshold = Math.round(drop * 0x1p32);
            float keep = drop == 1 ? 0 : (float) (1 / (1 - drop));
            int groups = (block.width() + size - 1) / size;
            Noise noise = block.noise();
            float[] x = block.values();
            int end = block.firstUnit() + block.columns();
            for (int row = 0; row < block.rows(); row++) {
                long address = (long) (block.firstRow() + row) * groups;
                int i = row * block.columns();
                for (int unit = block.firstUnit(); unit < end; ) {
                    int group = unit / size;
                    boolean dropped = Integer.toUnsignedLong(noise.bits(address + group)) < threshold;
                    float factor = dropped ? 0 : keep;
                    int next = Math.min(end, (group + 1) * size);
                    for (; unit < next; unit++, i++) {
                        x[i] *= factor;
                    }
                }
            }
        }
    }
}
