package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** A tile of gradients on their way back through regularizers. One object serves one worker. */
final class BackwardView extends ActivationView {
    static final String INPUTS_ARE_FOR =
            "inputs() is for an ActivationPenalty and the backward call of an ActivationRegularizer that is not a "
                    + "MultiplicativeRegularizer";

    static final String SUMS_ARE_FOR = "sums() is for an ActivationPenalty that needs them";

    static final String LEARNED_GRADIENTS_ARE_FOR =
            "learnedGradients() is for the backward call of a LearnedRegularizer";

    private final float[] inputs = new float[CAPACITY];
    private final LentBlock learnedGradients;
    private boolean haveInputs;
    private boolean clearsDropped;
    private float[] sums;
    private boolean learns;

    BackwardView(Kernels kernels, long seed, StepState step, LentBlock values, BlockNoise noise) {
        super(kernels, seed, step, values, noise);
        learnedGradients = new LentBlock(kernels, step, CAPACITY);
    }

    /**
     * Lets a regularizer change a tile of a layer's gradients.
     *
     * @param given where the layer's activations are as its forward call was given them, or null if it multiplies
     */
    void apply(ActivationHook each, LayerState layer, PanelMatrix given, Tile tile) {
        clearsDropped = layer.clearsDropped();
        learns = each.learned() != null;
        turnTo(layer.outputGradient, tile, each.place(), each.learned());
        showInputs(given);
        sums = null;
        if (learns) {
            learnedGradients.fill(length(), 0);
        }
        each.hook().call(ActivationHook::backward, this, tile.layer, step);
        takeBack(each.hook(), layer.outputGradient);
        if (learns) {
            PanelMatrix to = each.learned().gradients();
            learnedGradients.takeBack(each.hook(), tile.layer, to.data(), offset(), WIDTH, rows(), columns());
        }
    }

    /** Lets a penalty add to a tile of a layer's gradients. */
    void penalize(PenaltyHook each, LayerState layer, Tile tile) {
        clearsDropped = false;
        learns = false;
        turnTo(layer.outputGradient, tile, each.place(), null);
        showInputs(layer.activations());
        sums = each.sums() == null ? null : each.sums().of(tile.panel);
        each.hook().call(PenaltyHook::addGradient, this, tile.layer, step);
        takeBack(each.hook(), layer.outputGradient);
    }

    private void showInputs(PanelMatrix given) {
        haveInputs = given != null;
        if (haveInputs) {
            LentBlock.copyDense(given.data(), offset(), WIDTH, rows(), columns(), inputs);
        }
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

    @Override
    public float[] sums() {
        if (sums == null) {
            throw new IllegalStateException(SUMS_ARE_FOR);
        }
        return sums;
    }

    @Override
    public float[] learnedGradients() {
        if (!learns) {
            throw new IllegalStateException(LEARNED_GRADIENTS_ARE_FOR);
        }
        return learnedGradients.array();
    }
}
