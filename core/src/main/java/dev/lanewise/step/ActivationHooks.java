package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.spi.InputRegularizer;
import java.util.List;

/** The regularizers of the input and of hidden layers at work. One object serves one worker. */
final class ActivationHooks {
    private final Hooks hooks;
    private final ForwardView forward;
    private final BackwardView backward;

    ActivationHooks(Kernels kernels, Hooks hooks, long seed, StepState step) {
        this.hooks = hooks;
        LentBlock values = new LentBlock(kernels, step, ActivationView.CAPACITY);
        BlockNoise noise = new BlockNoise(kernels, ActivationView.CAPACITY);
        forward = new ForwardView(kernels, seed, step, values, noise);
        backward = new BackwardView(kernels, seed, step, values, noise);
    }

    /** Changes a tile of the input. */
    void input(PanelMatrix input, Tile tile) {
        List<Hook<InputRegularizer>> all = hooks.input();
        if (all.isEmpty()) {
            return;
        }
        for (Tile block : tile.blocks) {
            for (int i = 0; i < all.size(); i++) {
                forward.apply(all.get(i), i, input, block);
            }
        }
    }

    /** Changes a tile of a layer's activations, and keeps what they were if that is still needed. */
    void forward(LayerState layer, Tile tile) {
        List<ActivationHook> all = hooks.activation(tile.layer);
        if (all.isEmpty()) {
            return;
        }
        layer.keepActivations(tile);
        forward(layer.output, tile);
    }

    /** Changes a tile of activations. */
    void forward(PanelMatrix activations, Tile tile) {
        List<ActivationHook> all = hooks.activation(tile.layer);
        for (Tile block : tile.blocks) {
            for (int i = 0; i < all.size(); i++) {
                forward.apply(all.get(i), activations, block);
            }
        }
    }

    /** Changes a tile of a layer's gradients, the last regularizer first, and adds those of penalties. */
    void backward(LayerState layer, Tile tile) {
        List<ActivationHook> all = hooks.activation(tile.layer);
        List<PenaltyHook> penalties = hooks.activationPenalty(tile.layer);
        if (all.isEmpty() && penalties.isEmpty()) {
            return;
        }
        for (Tile block : tile.blocks) {
            for (int i = all.size() - 1; i >= 0; i--) {
                backward(all, i, layer, block);
            }
            for (int i = 0; i < penalties.size(); i++) {
                backward.penalize(penalties.get(i), layer, block);
            }
        }
    }

    private void backward(List<ActivationHook> all, int place, LayerState layer, Tile block) {
        ActivationHook each = all.get(place);
        if (!each.multiplies()) {
            forwardAgain(all, place, layer, block);
            backward.apply(each, layer, layer.scratch, block);
        } else if (!each.factors().multiplyIfKnown(layer.outputGradient, block)) {
            backward.apply(each, layer, null, block);
        }
    }

    /** Finds what the regularizer at {@code place} was given in the forward pass, by running those before it again. */
    private void forwardAgain(List<ActivationHook> all, int place, LayerState layer, Tile block) {
        int at = layer.scratch.offset(block.panel, block.row);
        System.arraycopy(layer.before.data(), at, layer.scratch.data(), at, block.rows * PanelMatrix.WIDTH);
        for (int i = 0; i < place; i++) {
            ActivationHook each = all.get(i);
            if (!each.multiplies() || !each.factors().multiplyIfKnown(layer.scratch, block)) {
                forward.apply(each, layer.scratch, block);
            }
        }
    }
}
