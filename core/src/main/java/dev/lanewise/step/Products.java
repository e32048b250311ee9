package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;

/** The three matrix products of each dense layer. Nothing else in a step multiplies matrices. */
final class Products {
    /** Panels of inputs, or of units, of which weight gradients are computed at a time when zeros are left out. */
    static final int WIDE_ROWS = 8 * PanelMatrix.WIDTH;

    private final Kernels kernels;
    private final LayerState[] layers;
    private final LayerInputs inputs;
    private final Sparsity sparsity;
    private final Kernels.Scratch[] scratch;
    private final float[] zeros;

    Products(Kernels kernels, LayerState[] layers, LayerInputs inputs, Sparsity sparsity, int workers) {
        this.kernels = kernels;
        this.layers = layers;
        this.inputs = inputs;
        this.sparsity = sparsity;
        scratch = new Kernels.Scratch[workers];
        for (int w = 0; w < workers; w++) {
            scratch[w] = kernels.scratch();
        }
        int most = Math.max(PanelMatrix.WIDTH, inputs.batch(0).panels()); // a start for 32 x 32 at least
        for (LayerState each : layers) {
            most = Math.max(most, each.output.panels());
        }
        zeros = new float[most * PanelMatrix.WIDTH];
    }

    /** Lists what is not zero in a group of rows of an operand. */
    void listRows(Operand operand, int group, int rows) {
        kernels.listRows(operand.matrix, rows, group, operand.rows());
    }

    /** Lists what is not zero in the columns of a panel of an operand. */
    void listColumns(Operand operand, int panel, int batchSize, int worker) {
        kernels.listColumns(operand.matrix, panel, batchSize, operand.columns(), scratch[worker]);
    }

    /** A stripe of {@code output = input · W + b}, with the layer's input as {@code worker} has it. */
    void forward(Stripe stripe, int worker) {
        LayerState layer = layers[stripe.layer()];
        dense(
                inputs.of(stripe.layer(), worker),
                stripe,
                layer.parameters.weightPanels(),
                layer.parameters.paddedBias(),
                layer.product,
                worker);
    }

    /** A stripe of {@code gradient = gradient above · (W above)ᵀ}. */
    void backward(Stripe stripe, int worker) {
        LayerState above = layers[stripe.layer() + 1];
        dense(above.gradient, stripe, above.transposed, zeros, layers[stripe.layer()].outputGradient, worker);
    }

    private void dense(PanelMatrix left, Stripe stripe, PanelMatrix right, float[] start, PanelMatrix out, int worker) {
        int panels = stripe.tiles().length;
        kernels.multiply(left, stripe.row(), rows(stripe), right, stripe.panel(), panels, start, out, scratch[worker]);
    }

    private static int rows(Stripe stripe) {
        return (int) PanelMatrix.roundUp(stripe.rows(), PanelMatrix.TILE_ROWS);
    }

    /** What {@link #forward} computes, for a stripe of the first layer, without the zeros that samples share. */
    void forwardGrouped(Stripe stripe, int worker) {
        LayerState layer = layers[stripe.layer()];
        kernels.multiplyGrouped(
                inputs.of(stripe.layer(), worker),
                stripe.row(),
                rows(stripe),
                layer.parameters.weightPanels(),
                stripe.panel(),
                stripe.tiles().length,
                layer.parameters.paddedBias(),
                layer.product,
                scratch[worker]);
    }

    /**
     * Blocks of {@code gradient of W = inputᵀ · gradient} over the batch, for a part of the weights, with the zeros or without those that
     * neighbouring inputs share.
     *
     * @param out has room for [panels of units][32 panels of inputs][32], overwritten
     * @param done told of each panel of units, counted from 0, as soon as its [32 panels of inputs][32] are in {@code out}
     */
    void weightGradient(WeightParts.Part part, int batchSize, int worker, float[] out, Kernels.PanelDone done) {
        PanelMatrix input = inputs.of(part.layer(), worker);
        PanelMatrix gradient = layers[part.layer()].gradient;
        int inputPanels = part.endInputs() - part.firstInputs();
        int unitPanels = part.endUnits() - part.firstUnits();
        Kernels.Scratch own = scratch[worker];
        if (part.way() == Sparsity.WeightGradient.GROUPED) {
            kernels.multiplyTransposedGrouped(
                    input,
                    part.firstInputs(),
                    inputPanels,
                    gradient,
                    part.firstUnits(),
                    unitPanels,
                    batchSize,
                    out,
                    done,
                    own);
        } else {
            kernels.multiplyTransposed(
                    input,
                    part.firstInputs(),
                    inputPanels,
                    gradient,
                    part.firstUnits(),
                    unitPanels,
                    batchSize,
                    out,
                    done,
                    own);
        }
    }

    /** What {@link #forward} computes, for a stripe, without the zeros of the layer's input. */
    void forwardListed(Stripe stripe, int worker) {
        LayerState layer = layers[stripe.layer()];
        listed(
                sparsity.input(stripe.layer()).rows(),
                stripe,
                layer.parameters.weightPanels(),
                layer.parameters.paddedBias(),
                layer.product,
                worker);
    }

    /** What {@link #backward} computes, for a stripe, without the zeros of the gradients above. */
    void backwardListed(Stripe stripe, int worker) {
        int above = stripe.layer() + 1;
        listed(
                sparsity.gradient(above).rows(),
                stripe,
                layers[above].transposed,
                zeros,
                layers[stripe.layer()].outputGradient,
                worker);
    }

    private void listed(NonZeros left, Stripe stripe, PanelMatrix right, float[] start, PanelMatrix out, int worker) {
        kernels.multiplyListed(
                left,
                stripe.row() / NonZeros.GROUP,
                Operand.groups(stripe.rows()),
                right,
                stripe.panel(),
                start,
                out,
                stripe.row(),
                stripe.panel(),
                scratch[worker]);
    }

    /**
     * Blocks of the gradient of W without the zeros of the layer's input.
     *
     * @param inputPanel the first 32 inputs
     * @param inputPanels how many times 32 inputs
     * @param unitPanel the first of the panels of units that are computed at a time
     * @param out its rows are the inputs, its columns the units
     */
    void weightGradientFromInput(
            int layer, int inputPanel, int inputPanels, int unitPanel, int worker, PanelMatrix out) {
        kernels.multiplyListed(
                sparsity.input(layer).columns(),
                inputPanel,
                inputPanels,
                layers[layer].gradient,
                unitPanel,
                zeros,
                out,
                0,
                0,
                scratch[worker]);
    }

    /**
     * Blocks of the gradient of W without the zeros of the gradients of the layer's sums.
     *
     * @param unitPanel the first 32 units
     * @param unitPanels how many times 32 units
     * @param inputPanel the first of the panels of inputs that are computed at a time
     * @param out its rows are the units, its columns the inputs
     */
    void weightGradientFromGradient(
            int layer, int unitPanel, int unitPanels, int inputPanel, int worker, PanelMatrix out) {
        kernels.multiplyListed(
                sparsity.gradient(layer).columns(),
                unitPanel,
                unitPanels,
                inputs.of(layer, worker),
                inputPanel,
                zeros,
                out,
                0,
                0,
                scratch[worker]);
    }
}
