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
     * @param seed what their noise follows from
     * @throws dev.lanewise.registry.RegularizerException if one cannot be used
     */
    public NoiseBetween(Kernels kernels, Sequential net, List<NamedRegularizer> given, long seed) {
        Hooks all = new Hooks(net, given, step);
        all.learned().forEach(each -> each.use(net.regularizerState().get(each.name())));
        hooks = new ActivationHooks(kernels, all, seed, step);
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
