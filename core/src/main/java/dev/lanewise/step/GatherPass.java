package dev.lanewise.step;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Standardization;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** Fetches rows of the batch, lets regularizers prepare them, standardises them, and regularizes them as input. */
final class GatherPass {
    private final Kernels kernels;
    private final Standardization standardization;
    private final Batch batch;
    private final BatchRows[] rows;
    private final ActivationHooks[] hooks;
    private final Sparsity sparsity;

    /** Whether what is gathered is changed before it is multiplied. */
    private final boolean changed;

    /** @param standardization of the network's inputs; null for none */
    GatherPass(
            Kernels kernels,
            Standardization standardization,
            Batch batch,
            BatchRows[] rows,
            Hooks all,
            ActivationHooks[] hooks,
            Sparsity sparsity) {
        this.sparsity = sparsity;
        changed = standardization != null
                || !all.batch().isEmpty()
                || !all.input().isEmpty();
        this.standardization = standardization;
        this.kernels = kernels;
        this.batch = batch;
        this.rows = rows;
        this.hooks = hooks;
    }

    void run(Band band, PanelMatrix input, int worker) {
        batch.samples.gather(kernels, batch.order, batch.from + band.row(), band.rows(), input, band.row());
        rows[worker].prepare(input, band.row(), band.rows());
        if (standardization != null) {
            standardization.apply(kernels, input, band.row(), band.rows());
        }
        boolean perhapsInfinite = changed || !(batch.samples instanceof LabelledImages); // whose pixels are bytes
        for (Tile each : band.tiles()) {
            hooks[worker].input(input, each);
            if (perhapsInfinite) {
                sparsity.watch(input, each);
            }
        }
    }
}
