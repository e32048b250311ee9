package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** The sums of a layer's activations over the batch, in row order; made once the layer's forward pass is done. */
final class BatchSums {
    private final float[][] panels;

    BatchSums(int units) {
        panels = new float[PanelMatrix.panels(units)][PanelMatrix.WIDTH];
    }

    void make(Kernels kernels, PanelMatrix activations, int panel, int batchSize) {
        kernels.columnSums(activations, panel, batchSize, panels[panel]);
    }

    float[] of(int panel) {
        return panels[panel];
    }
}
