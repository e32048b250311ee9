package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.Step;
import java.util.List;

/**
 * Decoupled weight decay: each update first shrinks the weights, {@code w ← (1 - η·decay)·w}, whatever the optimizer then makes
 * of the gradient; η is the learning rate of the step. With plain SGD this is {@link L2} of the same strength.
 *
 * <p>Source: I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
 */
public final class WeightDecay implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "weight-decay";
    }

    @Override
    public String summary() {
        return "shrinks the weights a little at each step, apart from the gradient";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number(
                        "decay", 0, Double.POSITIVE_INFINITY, "the share lost per step and unit of learning rate"),
                Parameter.flag("biases", "decay the biases too"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.number("decay"), arguments.flag("biases"));
    }

    private record Hook(double decay, boolean appliesToBiases) implements dev.lanewise.spi.WeightDecay {
        @Override
        public float shrink(int layer, Step step) {
            return (float) (1 - step.learningRate() * decay);
        }
    }
}
