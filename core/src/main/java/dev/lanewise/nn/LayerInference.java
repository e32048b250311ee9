package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;

/** A dense layer in inference. Where most of its input is zero it multiplies the rest only, to the same bits. */
final class LayerInference {
    /** Every so many batches an input that is not listed is listed all the same, to count. */
    private static final int COUNT_EVERY = 32;

    private final Kernels kernels;
    private final DenseParameters parameters;
    private final Activation activation;
    private final PanelMatrix input;
    private final PanelMatrix output;
    private final Kernels.Scratch scratch;
    private final NonZeros lists;
    private double share = 1;
    private int batches;

    LayerInference(
            Kernels kernels,
            DenseParameters parameters,
            Activation activation,
            PanelMatrix input,
            Kernels.Scratch scratch) {
        this.kernels = kernels;
        this.parameters = parameters;
        this.activation = activation;
        this.input = input;
        this.scratch = scratch;
        output = new PanelMatrix(input.rows(), parameters.units());
        float[] weights = parameters.weightPanels().data();
        boolean canList = output.panels() >= kernels.listedPanels() && kernels.finite(weights, 0, weights.length);
        lists = canList ? new NonZeros(input.rows(), input.columns()) : null;
    }

    PanelMatrix output() {
        return output;
    }

    void run(int count) {
        int rows = (int) PanelMatrix.roundUp(count, PanelMatrix.TILE_ROWS);
        if (lists != null && (share < kernels.listedBelow() || batches % COUNT_EVERY == 0)) {
            list(count);
        }
        batches++;
        if (lists != null && share < kernels.listedBelow()) {
            parameters.forward(kernels, activation, input, lists, rows, output, scratch);
        } else {
            parameters.forward(kernels, activation, input, rows, output);
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
