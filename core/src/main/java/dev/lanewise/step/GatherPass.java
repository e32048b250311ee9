package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** Fetches rows of the batch, and regularizes them as input. */
final class GatherPass {
    private final Kernels kernels;
    private final Hooks hooks;
    private final Batch batch;
    private final PanelBlock[] blocks;

    GatherPass(Kernels kernels, Hooks hooks, Batch batch, PanelBlock[] blocks) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.batch = batch;
        this.blocks = blocks;
    }

    void run(Band band, PanelMatrix input, int worker) {
        batch.samples.gather(kernels, batch.order, batch.from + band.row(), band.rows(), input, band.row());
        if (!hooks.input().isEmpty()) {
            for (Tile each : band.tiles()) {
                blocks[worker].select(input, null, each);
                blocks[worker].applyInput(hooks.input());
            }
        }
    }
}
