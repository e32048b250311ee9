package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;

/** A stripe of a hidden layer's gradients: the product, and tile by tile back through regularizers and activation function. */
final class BackwardPass {
    private final Kernels kernels;
    private final LayerState[] layers;
    private final Products products;
    private final Sparsity sparsity;
    private final ActivationHooks[] hooks;

    BackwardPass(Kernels kernels, LayerState[] layers, Products products, Sparsity sparsity, ActivationHooks[] hooks) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.layers = layers;
        this.products = products;
        this.sparsity = sparsity;
    }

    void run(Stripe stripe, int worker) {
        products.backward(stripe, worker);
        finish(stripe, worker);
    }

    /** The same without the zeros of the gradients above. */
    void runListed(Stripe stripe, int worker) {
        products.backwardListed(stripe, worker);
        finish(stripe, worker);
    }

    private void finish(Stripe stripe, int worker) {
        for (Tile each : stripe.tiles()) {
            finish(each, worker);
        }
    }

    private void finish(Tile tile, int worker) {
        LayerState layer = layers[tile.layer];
        hooks[worker].backward(layer, tile);
        layer.activation.backward(kernels, layer.kept(), layer.outputGradient, tile.panel, tile.row, tile.rows);
        if (layer.layerNorm == null) { // else LayerNormPass goes on with whole rows
            sparsity.watch(layer.gradient, tile);
        }
    }
}
