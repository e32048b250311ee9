package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;
import dev.lanewise.parallel.Tasks;
import dev.lanewise.spi.MatrixRegularizer;
import java.util.ArrayList;
import java.util.List;

/** The regularizers of whole layers of weights at work, and what they keep. A task is a layer. */
final class WeightMatrices {
    private final List<List<MatrixView>> layers = new ArrayList<>();
    private final boolean any;
    private final Tasks.Work before = (layer, worker) -> layers.get(layer).forEach(MatrixView::beforeUpdate);
    private final Tasks.Work after = (layer, worker) -> layers.get(layer).forEach(MatrixView::afterUpdate);

    /**
     * Has the regularizers begin to keep what they keep, as part of the network.
     *
     * @param net with parameters
     * @throws dev.lanewise.registry.RegularizerException if one fails
     */
    WeightMatrices(Kernels kernels, Sequential net, Hooks hooks, StepState step, long seed) {
        for (int l = 0; l < net.parameters().size(); l++) {
            List<MatrixView> views = new ArrayList<>();
            for (Hook<MatrixRegularizer> each : hooks.matrix()) {
                int layer = l;
                if (each.any(hook -> hook.appliesTo(layer), layer, step)) {
                    DenseParameters parameters = net.parameters().get(layer);
                    float[] state = state(each, layer, parameters, step);
                    if (state.length > 0) {
                        net.regularizerState().put("regularizer." + each.number() + ".state." + layer, state);
                    }
                    views.add(new MatrixView(kernels, step, seed, each, layer, parameters, state));
                }
            }
            layers.add(views);
        }
        any = !hooks.matrix().isEmpty();
        layers.forEach(each -> each.forEach(MatrixView::start));
    }

    private static float[] state(Hook<MatrixRegularizer> hook, int layer, DenseParameters parameters, StepState step) {
        int length = hook.askAlike(
                each -> each.stateLength(layer, parameters.inputs(), parameters.units()),
                Integer::equals,
                "how many numbers it keeps",
                layer,
                step);
        return hook.ask(each -> new float[length], layer, step);
    }

    void beforeUpdate(Tasks tasks) {
        if (any) {
            tasks.run(layers.size(), before);
        }
    }

    void afterUpdate(Tasks tasks) {
        if (any) {
            tasks.run(layers.size(), after);
        }
    }

    /** Adds what regularizers gave before the update to the gradients of a tile, rows 32 apart. */
    void addGradient(WeightTile tile, float[] gradient) {
        if (tile.bias()) {
            return;
        }
        List<MatrixView> views = layers.get(tile.layer());
        for (int i = 0; i < views.size(); i++) {
            views.get(i).addGradient(tile, gradient);
        }
    }
}
