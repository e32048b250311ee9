package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.Inference;
import dev.lanewise.nn.Sequential;
import dev.lanewise.random.Streams;
import dev.lanewise.registry.NamedRegularizer;
import java.util.List;

/** The regularizers of training at work between the layers of an inference. One object serves one thread. */
public final class NoiseBetween implements Inference.Between {
    private final StepState step = new StepState();
    private final ActivationHooks hooks;

    /**
     * The regularizers written into the network, and those given.
     *
     * @param given those of training, in their order, by which what they learned is found
     * @param seed what their noise follows from
     * @throws IllegalArgumentException if they are not those that the network learned numbers of
     * @throws dev.lanewise.registry.RegularizerException if one cannot be used
     */
    public NoiseBetween(Kernels kernels, Sequential net, List<NamedRegularizer> given, long seed) {
        Hooks all = new Hooks(net, given, step);
        all.learned().forEach(each -> each.use(trained(net, each)));
        hooks = new ActivationHooks(kernels, all, seed, step);
    }

    /** What was learned for it in training; null if the network has not been trained. */
    private static float[] trained(Sequential net, LearnedNumbers of) {
        float[] out = net.regularizerState().get(of.name());
        if (out == null && !net.regularizerState().isEmpty()) {
            throw new IllegalArgumentException("the network has not learned the numbers '" + of.name()
                    + "'; give the regularizers of its training, all of them and in their order");
        }
        return out;
    }

    /** Turns to the noise of a step, 0, 1, …, of training. */
    public void turnTo(long number) {
        step.number = number;
    }

    @Override
    public void change(int layer, PanelMatrix values, int rows) {
        step.batchSize = rows;
        for (int panel = 0; panel < values.panels(); panel++) {
            Tile tile = new Tile(layer, panel, 0, rows);
            if (layer == Streams.INPUT) {
                hooks.input(values, tile);
            } else {
                hooks.forward(values, tile);
            }
        }
    }
}
