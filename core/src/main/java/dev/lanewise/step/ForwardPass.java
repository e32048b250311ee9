package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;

/**
 * A stripe of a layer's outputs: the product, and tile by tile the activation function, and in hidden layers the regularizers.
 * If the layer is normalised, the product alone, as {@link LayerNormPass} goes on with whole rows.
 */
final class ForwardPass {
    private final Kernels kernels;
    private final LayerState[] layers;
    private final Products products;
    private final Sparsity sparsity;
    private final ActivationHooks[] hooks;

    ForwardPass(Kernels kernels, LayerState[] layers, Products products, Sparsity sparsity, ActivationHooks[] hooks) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.layers = layers;
        this.products = products;
        this.sparsity = sparsity;
    }

    void run(Stripe stripe, int worker) {
        if (sparsity.isGrouped(stripe.layer())) {
            products.forwardGrouped(stripe, worker);
        } else {
            products.forward(stripe, worker);
        }
        finishUnlessNormalized(stripe, worker);
    }

    /** The same without the zeros of the layer's input. */
    void runListed(Stripe stripe, int worker) {
        products.forwardListed(stripe, worker);
        finishUnlessNormalized(stripe, worker);
    }

    private void finishUnlessNormalized(Stripe stripe, int worker) {
        if (layers[stripe.layer()].layerNorm == null) {
            for (Tile each : stripe.tiles()) {
                finish(each, worker);
            }
        }
    }

    void finish(Tile tile, int worker) {
        LayerState layer = layers[tile.layer];
        layer.keepSums(tile);
        layer.activation.forward(kernels, layer.output, tile.panel, tile.row, tile.rows);
        if (tile.layer < layers.length - 1) {
            hooks[worker].forward(layer, tile);
        }
        sparsity.watch(layer.output, tile);
    }
}
