package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** Fetches rows of the batch, and regularizes them as input. */
final class GatherPass {
    private final Kernels kernels;
    private final Batch batch;
    private final ActivationHooks[] hooks;

    GatherPass(Kernels kernels, Batch batch, ActivationHooks[] hooks) {
        this.kernels = kernels;
        this.batch = batch;
        this.hooks = hooks;
    }

    void run(Band band, PanelMatrix input, int worker) {
        batch.samples.gather(kernels, batch.order, batch.from + band.row(), band.rows(), input, band.row());
        for (Tile each : band.tiles()) {
            hooks[worker].input(input, each);
        }
    }
}
