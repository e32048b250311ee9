package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** The three matrix products of each dense layer. Nothing else in a step multiplies matrices. */
final class Products {
    private final Kernels kernels;
    private final LayerState[] layers;
    private final LayerInputs inputs;
    private final float[] zeros;

    Products(Kernels kernels, LayerState[] layers, LayerInputs inputs) {
        this.kernels = kernels;
        this.layers = layers;
        this.inputs = inputs;
        int most = PanelMatrix.WIDTH * PanelMatrix.WIDTH;
        for (LayerState each : layers) {
            most = Math.max(most, each.output.panels() * PanelMatrix.WIDTH);
        }
        zeros = new float[most];
    }

    /** A tile of {@code output = input · W + b}, with the layer's input as {@code worker} has it. */
    void forward(Tile tile, int worker) {
        LayerState layer = layers[tile.layer];
        kernels.multiply(
                inputs.of(tile.layer, worker),
                tile.row,
                tile.paddedRows(),
                layer.parameters.weightPanels(),
                tile.panel,
                layer.parameters.paddedBias(),
                layer.output);
    }

    /** A tile of {@code gradient = gradient above · (W above)ᵀ}. */
    void backward(Tile tile) {
        LayerState above = layers[tile.layer + 1];
        kernels.multiply(
                above.gradient,
                tile.row,
                tile.paddedRows(),
                above.transposed,
                tile.panel,
                zeros,
                layers[tile.layer].gradient);
    }

    /**
     * A block of {@code gradient of W = inputᵀ · gradient} over the batch.
     *
     * @param inputPanel which 32 inputs
     * @param unitPanel which 32 units
     * @param out [32][32], overwritten
     */
    void weightGradient(int layer, int inputPanel, int unitPanel, int batchSize, int worker, float[] out) {
        kernels.multiplyTransposed(
                inputs.of(layer, worker), inputPanel, layers[layer].gradient, unitPanel, batchSize, zeros, out);
    }
}
