package dev.lanewise.step;

import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.DenseParameters;

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

    /** The activations before regularization, if a regularizer wants them for its backward call; else null. */
    final PanelMatrix before;

    /** Where those are regularized again in the backward pass, for the same regularizers; else null. */
    final PanelMatrix scratch;

    /** What the optimizer remembers, in the layout of the weights. */
    public final float[][] weightSlots;

    /** What the optimizer remembers for the biases. */
    public final float[][] biasSlots;

    LayerState(
            DenseParameters parameters,
            Activation activation,
            boolean first,
            boolean last,
            boolean needsInputs,
            int slots,
            int batch) {
        this.parameters = parameters;
        this.activation = activation;
        transposed = first ? null : new PanelMatrix(parameters.units(), parameters.inputs());
        output = new PanelMatrix(batch, parameters.units());
        gradient = last ? output : new PanelMatrix(batch, parameters.units());
        before = needsInputs ? new PanelMatrix(batch, parameters.units()) : null;
        scratch = needsInputs ? new PanelMatrix(batch, parameters.units()) : null;
        weightSlots = new float[slots][parameters.weightPanels().data().length];
        biasSlots = new float[slots][parameters.paddedBias().length];
    }

    /** The number of panels of inputs, which are the blocks down a panel of weights. */
    int inputPanels() {
        return PanelMatrix.panels(parameters.inputs());
    }

    /** How many inputs panel {@code panel} of them has. */
    int inputsOfPanel(int panel) {
        return Math.min(PanelMatrix.WIDTH, parameters.inputs() - panel * PanelMatrix.WIDTH);
    }
}
