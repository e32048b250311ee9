package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.spi.ActivationRegularizer;

/** A tile of gradients on their way back through regularizers. One object serves one worker. */
final class BackwardView extends ActivationView {
    static final String INPUTS_ARE_FOR =
            "inputs() is for the backward call of an ActivationRegularizer that is not a MultiplicativeRegularizer";

    private final float[] inputs = new float[CAPACITY];
    private boolean haveInputs;
    private boolean clearsDropped;

    BackwardView(Kernels kernels, long seed, StepState step, LentBlock values, BlockNoise noise) {
        super(kernels, seed, step, values, noise);
    }

    /**
     * Lets a regularizer change a tile of a layer's gradients.
     *
     * @param given where the layer's activations are as its forward call was given them, or null if it multiplies
     */
    void apply(ActivationHook each, LayerState layer, PanelMatrix given, Tile tile) {
        clearsDropped = layer.clearsDropped();
        turnTo(layer.gradient, tile, each.place());
        haveInputs = given != null;
        if (haveInputs) {
            LentBlock.copyDense(given.data(), offset(), WIDTH, rows(), columns(), inputs);
        }
        each.hook().call(ActivationRegularizer::backward, this, tile.layer, step);
        takeBack(each.hook(), layer.gradient);
    }

    /** Where the activation function will clear what was dropped, the mask is not made again. */
    @Override
    void drop(long threshold, float factor) {
        if (clearsDropped) {
            kernels.scale(matrix().data(), offset(), rows() * WIDTH, factor);
        } else {
            noise.dropout(matrix().data(), offset(), threshold, factor);
        }
    }

    @Override
    public float[] inputs() {
        if (!haveInputs) {
            throw new IllegalStateException(INPUTS_ARE_FOR);
        }
        return inputs;
    }
}
