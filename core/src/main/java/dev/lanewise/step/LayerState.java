package dev.lanewise.step;

import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.DenseParameters;
import java.util.List;

/** What training keeps for one dense layer beside its parameters. */
public final class LayerState {
    final DenseParameters parameters;
    final Activation activation;

    /** The weights the other way round, [units][inputs], for the backward product; null in the first layer. */
    final PanelMatrix transposed;

    /** The outputs of the batch after regularization, [batch][units]; in the last layer turned into gradients in place. */
    final PanelMatrix output;

    /** The gradients of the loss by the layer's sums, [batch][units]. */
    final PanelMatrix gradient;

    /** What training keeps for the normalisation of the sums; null if they are not normalised. */
    final LayerNormState layerNorm;

    /** Where the sums are computed: the output, or what is to be normalised. */
    final PanelMatrix product;

    /** The gradients of the loss by the output: made to those by the sums in place, unless these are normalised. */
    final PanelMatrix outputGradient;

    /** The sums before the activation function, normalised if they are to be, if its derivative is computed from those; else null. */
    private final PanelMatrix sums;

    /** The activations before regularization, if regularizers or the derivative want them and they are not the output; else null. */
    final PanelMatrix before;

    /** Where those are regularized again in the backward pass, for the same regularizers; else null. */
    final PanelMatrix scratch;

    /** What the optimizer remembers, in the layout of the weights. */
    final float[][] weightSlots;

    /** What the optimizer remembers for the biases. */
    final float[][] biasSlots;

    /** What of a hidden layer's activations regularizers do. */
    enum Regularized {
        NOT,
        /** Only multiplied. */
        BY_FACTORS,
        /** By a regularizer whose backward call wants to see what its forward call was given, or under the eyes of a penalty. */
        ANYHOW
    }

    LayerState(
            DenseParameters parameters,
            Activation activation,
            boolean first,
            boolean last,
            Regularized regularized,
            int slots,
            int batch) {
        this.parameters = parameters;
        this.activation = activation;
        int units = parameters.units();
        transposed = first ? null : new PanelMatrix(units, parameters.inputs());
        output = new PanelMatrix(batch, units);
        gradient = last ? output : new PanelMatrix(batch, units);
        layerNorm = parameters
                .layerNorm()
                .map(each -> new LayerNormState(each, units, slots, batch))
                .orElse(null);
        product = layerNorm == null ? output : layerNorm.normalized;
        outputGradient = layerNorm == null ? gradient : layerNorm.gradient;
        sums = activation.needs() == Activation.Needs.INPUT ? new PanelMatrix(batch, units) : null;
        boolean lost = activation.needs() == Activation.Needs.OUTPUT && regularized != Regularized.NOT;
        before = lost || regularized == Regularized.ANYHOW ? new PanelMatrix(batch, units) : null;
        scratch = regularized == Regularized.ANYHOW ? new PanelMatrix(batch, units) : null;
        weightSlots = new float[slots][parameters.weightPanels().data().length];
        biasSlots = new float[slots][parameters.paddedBias().length];
    }

    /** What the optimizer remembers, of each of {@link DenseParameters#arrays}. */
    public List<float[][]> slots() {
        return layerNorm == null
                ? List.of(weightSlots, biasSlots)
                : List.of(weightSlots, biasSlots, layerNorm.gammaSlots, layerNorm.betaSlots);
    }

    /** Keeps a tile of the sums, which are in {@link #output} and about to be replaced, if need be. */
    void keepSums(Tile tile) {
        copy(tile, sums);
    }

    /** Keeps a tile of the activations, which are in {@link #output} and about to be regularized, if need be. */
    void keepActivations(Tile tile) {
        copy(tile, before);
    }

    private void copy(Tile tile, PanelMatrix to) {
        if (to != null) {
            int at = output.offset(tile.panel, tile.row);
            System.arraycopy(output.data(), at, to.data(), at, tile.rows * PanelMatrix.WIDTH);
        }
    }

    /** The activations as the activation function gave them, if there are regularizers or penalties that want to see them. */
    PanelMatrix activations() {
        return before != null ? before : output;
    }

    /** What the activation function {@linkplain Activation#needs needs} for its derivative. */
    PanelMatrix kept() {
        return sums != null ? sums : activations();
    }

    /**
     * Whether the derivative clears the gradients of units that a regularizer has dropped, because the output of those is zero
     * as that of units that the function itself has made zero.
     */
    boolean clearsDropped() {
        return activation.needs() == Activation.Needs.ZEROS && before == null;
    }

    /** The number of panels of inputs, which are the tiles down a panel of weights. */
    int inputPanels() {
        return PanelMatrix.panels(parameters.inputs());
    }
}
