package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.parallel.Tasks;

/** Rows of a layer whose sums are normalised, once they are complete: forward and on, or back. */
final class LayerNormPass {
    private final Kernels kernels;
    private final LayerState[] layers;
    private final ForwardPass forward;
    private final Sparsity sparsity;
    private final float[][] scratch;

    LayerNormPass(Kernels kernels, LayerState[] layers, ForwardPass forward, Sparsity sparsity, int workers) {
        this.kernels = kernels;
        this.layers = layers;
        this.forward = forward;
        this.sparsity = sparsity;
        scratch = new float[workers][LayerNormState.SCRATCH + Tasks.APART];
    }

    /** Whether a layer's sums are normalised. */
    boolean wants(int layer) {
        return layers[layer].layerNorm != null;
    }

    void forward(int layer, Band band, int worker) {
        LayerState of = layers[layer];
        of.layerNorm.forward(kernels, of.output, band.row(), band.rows(), scratch[worker]);
        for (Tile each : band.tiles()) {
            forward.finish(each, worker);
        }
    }

    void backward(int layer, Band band, int worker) {
        LayerState of = layers[layer];
        of.layerNorm.backward(kernels, of.gradient, band.row(), band.rows(), scratch[worker]);
        for (Tile each : band.tiles()) {
            sparsity.watch(of.gradient, each);
        }
    }
}
