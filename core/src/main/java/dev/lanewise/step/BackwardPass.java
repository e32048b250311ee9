package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** A tile of a hidden layer's gradients: the product, back through the regularizers and the activation function. */
final class BackwardPass {
    private final Kernels kernels;
    private final Hooks hooks;
    private final LayerState[] layers;
    private final Products products;
    private final Sparsity sparsity;
    private final PanelBlock[] blocks;

    BackwardPass(
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
        products.backward(tile);
        finish(tile, worker);
    }

    /** The same for several panels at a time, without the zeros of the gradients above. */
    void runListed(Stripe stripe, int worker) {
        products.backwardListed(stripe, worker);
        for (Tile each : stripe.tiles()) {
            finish(each, worker);
        }
    }

    private void finish(Tile tile, int worker) {
        LayerState layer = layers[tile.layer];
        PanelMatrix out = layer.gradient;
        if (!hooks.activation(tile.layer).isEmpty()) {
            blocks[worker].select(out, layer, tile);
            blocks[worker].backward(hooks.activation(tile.layer), layer.before, layer.scratch);
        }
        layer.activation.backward(kernels, layer.kept(), out, tile.panel, tile.row, tile.rows);
        sparsity.watch(out, tile);
    }
}
