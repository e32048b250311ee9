package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.spi.InputRegularizer;

/** A tile of activations, or of the input, in the forward pass. One object serves one worker. */
final class ForwardView extends ActivationView {
    private Factors factors;
    private boolean dropped;

    ForwardView(Kernels kernels, long seed, StepState step, LentBlock values, BlockNoise noise) {
        super(kernels, seed, step, values, noise);
    }

    /** Lets a regularizer change a tile of the input. */
    void apply(Hook<InputRegularizer> hook, int place, PanelMatrix input, Tile tile) {
        factors = null;
        turnTo(input, tile, place, null);
        hook.call(InputRegularizer::apply, this, tile.layer, step);
        takeBack(hook, input);
    }

    /** Lets a regularizer change a tile of activations, and keeps its factors if it multiplies. */
    void apply(ActivationHook each, PanelMatrix activations, Tile tile) {
        factors = each.factors();
        dropped = false;
        turnTo(activations, tile, each.place(), each.learned());
        each.hook().call(ActivationHook::forward, this, tile.layer, step);
        if (!each.multiplies()) {
            takeBack(each.hook(), activations);
            return;
        }
        if (lent()) {
            takeBack(each.hook(), factors.matrix(activations));
            factors.multiply(activations, tile);
        }
        factors.mark(tile, lent() && !dropped);
    }

    /** What a {@link dev.lanewise.spi.MultiplicativeRegularizer} makes of ones are its factors. */
    @Override
    void lend() {
        if (factors == null) {
            super.lend();
        } else {
            values.fill(length(), 1);
        }
    }

    @Override
    void drop(long threshold, float factor) {
        dropped = true;
        noise.dropout(matrix().data(), offset(), threshold, factor);
    }

    @Override
    public float[] inputs() {
        throw new IllegalStateException(BackwardView.INPUTS_ARE_FOR);
    }

    @Override
    public float[] sums() {
        throw new IllegalStateException(BackwardView.SUMS_ARE_FOR);
    }

    @Override
    public float[] learnedGradients() {
        throw new IllegalStateException(BackwardView.LEARNED_GRADIENTS_ARE_FOR);
    }
}
