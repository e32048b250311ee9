package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** A tile of a layer's outputs: the product, the activation function, and in hidden layers the regularizers. */
final class ForwardPass {
    private final Kernels kernels;
    private final Hooks hooks;
    private final LayerState[] layers;
    private final Products products;
    private final Sparsity sparsity;
    private final PanelBlock[] blocks;

    ForwardPass(
            Kernels kernels,
            Hooks hooks,
            LayerState[] layers,
            Products products,
            Sparsity sparsity,
            PanelBlock[] blocks) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.layers = layers;
        this.products = products;
        this.sparsity = sparsity;
        this.blocks = blocks;
    }

    void run(Tile tile, int worker) {
        products.forward(tile, worker);
        finish(tile, worker);
    }

    /** The same for several panels at a time, without the zeros of the layer's input. */
    void runListed(Stripe stripe, int worker) {
        products.forwardListed(stripe, worker);
        for (Tile each : stripe.tiles()) {
            finish(each, worker);
        }
    }

    private void finish(Tile tile, int worker) {
        LayerState layer = layers[tile.layer];
        PanelMatrix out = layer.output;
        layer.keepSums(tile);
        layer.activation.forward(kernels, out, tile.panel, tile.row, tile.rows);
        if (tile.layer < layers.length - 1 && !hooks.activation(tile.layer).isEmpty()) {
            layer.keepActivations(tile);
            blocks[worker].select(out, layer, tile);
            blocks[worker].forward(hooks.activation(tile.layer));
        }
        sparsity.watch(out, tile);
    }
}
