package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;

/** Sums of hidden layers' activations over the batch, for the penalties that need them. */
final class SumsPass {
    private final Kernels kernels;
    private final Hooks hooks;
    private final LayerState[] layers;
    private final StepState state;

    SumsPass(Kernels kernels, Hooks hooks, LayerState[] layers, StepState state) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.layers = layers;
        this.state = state;
    }

    /** Whether no layer wants sums. */
    boolean isEmpty() {
        for (int l = 0; l < layers.length - 1; l++) {
            if (wants(l)) {
                return false;
            }
        }
        return true;
    }

    boolean wants(int layer) {
        return hooks.sums(layer) != null;
    }

    void run(int layer, int panel) {
        hooks.sums(layer).make(kernels, layers[layer].activations(), panel, state.batchSize);
    }
}
