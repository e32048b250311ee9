package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;

/** A dense layer in inference. Where most of its input is zero it multiplies the rest only, to the same bits. */
final class LayerInference {
    /** Every so many batches an input that is not listed is listed all the same, to count. */
    private static final int COUNT_EVERY = 32;

    /** With so many batches a saving of a tenth wins back what its code takes to compile. */
    static final int MANY_BATCHES = 4096;

    /** With fewer rows, weights take longer to pack than zeros save. */
    private static final int MANY_ROWS = 64;

    private final Kernels kernels;
    private final DenseParameters parameters;
    private final Activation activation;
    private final PanelMatrix input;
    private final PanelMatrix output;
    private final Kernels.Scratch scratch;
    private final float[] normScratch = LayerNorm.scratch();
    private final boolean first;
    private final NonZeros lists;
    private double share = 1;
    private long batches;

    /** @param first whether it is the first layer, whose input is the samples */
    LayerInference(
            Kernels kernels,
            DenseParameters parameters,
            Activation activation,
            PanelMatrix input,
            boolean first,
            Kernels.Scratch scratch) {
        this.kernels = kernels;
        this.parameters = parameters;
        this.activation = activation;
        this.input = input;
        this.first = first;
        this.scratch = scratch;
        output = new PanelMatrix(input.rows(), parameters.units());
        float[] weights = parameters.weightPanels().data();
        boolean canList = output.panels() >= kernels.listedPanels() && kernels.finite(weights, 0, weights.length);
        lists = canList ? new NonZeros(input.rows(), input.columns(), kernels.listedDepth()) : null;
    }

    PanelMatrix output() {
        return output;
    }

    void run(int count) {
        int rows = (int) PanelMatrix.roundUp(count, PanelMatrix.TILE_ROWS);
        boolean shared = leavesOutSharedZeros(rows);
        if (!shared && leavesOutZeros() || lists != null && batches % COUNT_EVERY == 0) {
            list(count);
        }
        batches++;
        int listed = !shared && leavesOutZeros() ? multiplyListed(rows) : 0;
        for (int panel = listed, panels; panel < output.panels(); panel += panels) {
            panels = Math.min(kernels.densePanels(), output.panels() - panel);
            multiply(rows, panel, panels, shared);
            finish(panel, panels, rows);
        }
        if (parameters.layerNorm().isPresent()) {
            parameters.layerNorm().get().forward(kernels, output, rows, normScratch);
            for (int panel = 0; panel < output.panels(); panel++) {
                activation.forward(kernels, output, panel, 0, rows);
            }
        }
    }

    private void multiply(int rows, int panel, int panels, boolean shared) {
        PanelMatrix weights = parameters.weightPanels();
        float[] bias = parameters.paddedBias();
        if (shared) {
            kernels.multiplyGrouped(input, 0, rows, weights, panel, panels, bias, output, scratch);
        } else {
            kernels.multiply(input, 0, rows, weights, panel, panels, bias, output, scratch);
        }
    }

    /** Whether so much of the input was zero when last counted that leaving it out is faster. */
    private boolean leavesOutZeros() {
        return lists != null && share < kernels.listedBelow();
    }

    /**
     * Whether leaving out what is zero in several samples is faster still: not where only a quarter of all is there, not for a few rows, and
     * not for a few batches, which would not win back what it takes to compile.
     */
    private boolean leavesOutSharedZeros(int rows) {
        boolean possible = first && lists != null && rows >= MANY_ROWS && batches >= MANY_BATCHES;
        return possible && share < kernels.groupedBelow(rows, output.panels()) && share > kernels.listedBelow() / 2;
    }

    /** Leaves out the zeros of the input, as many panels at a time as the kernels take; returns how many are done. */
    private int multiplyListed(int rows) {
        int panels = kernels.listedPanels();
        int whole = output.panels() / panels * panels;
        int groups = (int) (PanelMatrix.roundUp(rows, NonZeros.GROUP) / NonZeros.GROUP);
        for (int panel = 0; panel < whole; panel += panels) {
            kernels.multiplyListed(
                    lists,
                    0,
                    groups,
                    parameters.weightPanels(),
                    panel,
                    parameters.paddedBias(),
                    output,
                    0,
                    panel,
                    scratch);
            finish(panel, panels, rows);
        }
        return whole;
    }

    /** Normalisation waits for the whole row. */
    private void finish(int panel, int panels, int rows) {
        for (int p = panel; parameters.layerNorm().isEmpty() && p < panel + panels; p++) {
            activation.forward(kernels, output, p, 0, rows);
        }
    }

    private void list(int count) {
        long listed = 0;
        for (int group = 0; group * NonZeros.GROUP < count; group++) {
            kernels.listRows(input, count, group, lists);
            listed += lists.count(group);
        }
        share = (double) listed / ((double) count * input.columns());
    }
}
