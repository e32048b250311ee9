package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** A tile of a layer's outputs: the product, the activation function, and in hidden layers the regularizers. */
final class ForwardPass {
    private final Kernels kernels;
    private final Hooks hooks;
    private final LayerState[] layers;
    private final Products products;
    private final PanelBlock[] blocks;

    ForwardPass(Kernels kernels, Hooks hooks, LayerState[] layers, Products products, PanelBlock[] blocks) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.layers = layers;
        this.products = products;
        this.blocks = blocks;
    }

    void run(Tile tile, int worker) {
        products.forward(tile, worker);
        LayerState layer = layers[tile.layer];
        PanelMatrix out = layer.output;
        int at = out.offset(tile.panel, tile.row);
        int length = tile.paddedRows() * PanelMatrix.WIDTH;
        layer.activation.forward(kernels, out.data(), at, length);
        if (tile.layer < layers.length - 1 && !hooks.activation(tile.layer).isEmpty()) {
            if (layer.before != null) {
                System.arraycopy(out.data(), at, layer.before.data(), at, length);
            }
            blocks[worker].select(out, layer.activation, tile);
            blocks[worker].forward(hooks.activation(tile.layer));
        }
    }
}
