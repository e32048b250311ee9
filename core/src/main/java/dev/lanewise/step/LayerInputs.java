package dev.lanewise.step;

import dev.lanewise.kernel.PanelMatrix;

/** What each layer multiplies: the gathered batch, then the outputs of the layer below. */
final class LayerInputs {
    /** Each worker gathers the batch for itself if that is no more floats than this, about what a second-level cache holds. */
    private static final long MOST_COPIED = 1 << 19;

    private final LayerState[] layers;
    private final PanelMatrix[] copies;

    /**
     * It takes less time to gather a copy of the batch for each worker than to fetch it from another's cache. That holds even if
     * a regularizer of the input is then applied to two copies, but not if it is applied to more, or if regularizers prepare the samples.
     */
    LayerInputs(LayerState[] layers, int batch, int features, int workers, Hooks hooks) {
        this.layers = layers;
        boolean cheap = hooks.batch().isEmpty() && (hooks.input().isEmpty() || workers <= 2);
        boolean copied = (long) batch * features <= MOST_COPIED && cheap;
        copies = new PanelMatrix[copied ? workers : 1];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = new PanelMatrix(batch, features);
        }
    }

    /** How often the batch is gathered: once for each worker, or once for all. */
    int copies() {
        return copies.length;
    }

    /** The batch as {@code worker} has it. */
    PanelMatrix batch(int worker) {
        return copies[worker % copies.length];
    }

    /** The input of layer {@code layer} as {@code worker} has it. */
    PanelMatrix of(int layer, int worker) {
        return layer == 0 ? batch(worker) : layers[layer - 1].output;
    }
}
