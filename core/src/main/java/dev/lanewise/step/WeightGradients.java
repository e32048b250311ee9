package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.step.WeightParts.Part;

/**
 * The first half of an update: the gradients of the batch's summed loss by the parameters. They are stored nowhere, but handed
 * on a tile at a time while they are in the cache.
 */
final class WeightGradients {
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** What is done with the gradient of a tile. */
    interface Use {
        /** @param gradient rows 32 apart from index 0 on, which may be overwritten */
        void of(WeightTile tile, float[] gradient, int worker);
    }

    private final Kernels kernels;
    private final LayerState[] layers;
    private final WeightTiles[] tiles;
    private final Products products;
    private final StepState state;
    private final Workspace[] workspaces;

    /** @param panels how many panels a product without zeros computes at a time */
    WeightGradients(
            Kernels kernels,
            LayerState[] layers,
            WeightTiles[] tiles,
            Products products,
            StepState state,
            int panels,
            int workers) {
        this.kernels = kernels;
        this.layers = layers;
        this.tiles = tiles;
        this.products = products;
        this.state = state;
        int units = 0;
        for (LayerState each : layers) {
            units = Math.max(units, WeightParts.mostUnits(each, workers));
        }
        workspaces = new Workspace[workers];
        for (int w = 0; w < workers; w++) {
            int worker = w;
            workspaces[w] = new Workspace(panels, units, (panel, at) -> panelDone(panel, at, worker));
        }
    }

    /** Computes the gradient of each tile of a part of the weights. */
    void weights(Part part, int worker, Use use) {
        switch (part.way()) {
            case DENSE, GROUPED -> dense(part, worker, use);
            case FROM_INPUT -> fromInput(part, worker, use);
            case FROM_GRADIENT -> fromGradient(part, worker, use);
        }
    }

    private void dense(Part part, int worker, Use use) {
        Workspace work = workspaces[worker];
        work.part = part;
        work.use = use;
        products.weightGradient(part, state.batchSize, worker, work.blocks, work.done);
    }

    /** A panel of units of a part, whose blocks are all there. */
    private void panelDone(int panel, int at, int worker) {
        Workspace work = workspaces[worker];
        Part part = work.part;
        int inputs = part.endInputs() - part.firstInputs();
        for (int i = 0; i < inputs; i++) {
            System.arraycopy(work.blocks, at + i * WIDTH * WIDTH, work.gradient, 0, WIDTH * WIDTH);
            WeightTile tile = tiles[part.layer()].of(part.firstInputs() + i, part.firstUnits() + panel);
            work.use.of(tile, work.gradient, worker);
        }
    }

    private void fromInput(Part part, int worker, Use use) {
        Workspace work = workspaces[worker];
        int first = part.firstInputs();
        products.weightGradientFromInput(
                part.layer(), first, part.endInputs() - first, part.firstUnits(), worker, work.wide);
        for (int units = part.firstUnits(); units < part.endUnits(); units++) {
            for (int inputs = first; inputs < part.endInputs(); inputs++) {
                int at = work.wide.offset(units - part.firstUnits(), (inputs - first) * WIDTH);
                System.arraycopy(work.wide.data(), at, work.gradient, 0, WIDTH * WIDTH);
                use.of(tiles[part.layer()].of(inputs, units), work.gradient, worker);
            }
        }
    }

    private void fromGradient(Part part, int worker, Use use) {
        Workspace work = workspaces[worker];
        int first = part.firstUnits();
        products.weightGradientFromGradient(
                part.layer(), first, part.endUnits() - first, part.firstInputs(), worker, work.wide);
        for (int units = first; units < part.endUnits(); units++) {
            for (int inputs = part.firstInputs(); inputs < part.endInputs(); inputs++) {
                int at = work.wide.offset(inputs - part.firstInputs(), (units - first) * WIDTH);
                kernels.transpose(work.wide.data(), at, work.gradient, 0, work.scratch);
                use.of(tiles[part.layer()].of(inputs, units), work.gradient, worker);
            }
        }
    }

    /** Computes the gradient of the biases of a panel. */
    void biases(WeightTile tile, int worker, Use use) {
        float[] gradient = workspaces[worker].gradient;
        kernels.columnSums(layers[tile.layer()].gradient, tile.panel(), state.batchSize, gradient);
        use.of(tile, gradient, worker);
    }

    /** What one worker needs for itself. */
    private static final class Workspace {
        final float[] gradient = new float[WIDTH * WIDTH];
        final float[] scratch = new float[WIDTH * WIDTH];

        /** Room for the gradient of a part of the weights, computed with the zeros. */
        final float[] blocks;

        /** The gradient of many weights, computed at a time without the zeros. */
        final PanelMatrix wide;

        /** What is done with each panel of {@link #blocks}; made once, as a step allocates nothing. */
        final Kernels.PanelDone done;

        /** What {@link #blocks} are the gradient of, and what is done with it. */
        Part part;

        Use use;

        Workspace(int panels, int units, Kernels.PanelDone done) {
            this.done = done;
            blocks = new float[units * WeightParts.MOST_INPUTS * WIDTH * WIDTH];
            wide = new PanelMatrix(Products.WIDE_ROWS, panels * WIDTH);
        }
    }
}
