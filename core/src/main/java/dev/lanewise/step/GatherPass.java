package dev.lanewise.step;

import dev.lanewise.data.Standardization;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** Fetches rows of the batch, standardises them, and regularizes them as input. */
final class GatherPass {
    private final Kernels kernels;
    private final Standardization standardization;
    private final Batch batch;
    private final ActivationHooks[] hooks;

    /** @param standardization of the network's inputs; null for none */
    GatherPass(Kernels kernels, Standardization standardization, Batch batch, ActivationHooks[] hooks) {
        this.standardization = standardization;
        this.kernels = kernels;
        this.batch = batch;
        this.hooks = hooks;
    }

    void run(Band band, PanelMatrix input, int worker) {
        batch.samples.gather(kernels, batch.order, batch.from + band.row(), band.rows(), input, band.row());
        if (standardization != null) {
            standardization.apply(kernels, input, band.row(), band.rows());
        }
        for (Tile each : band.tiles()) {
            hooks[worker].input(input, each);
        }
    }
}
