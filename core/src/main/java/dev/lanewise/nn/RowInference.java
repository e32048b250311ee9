package dev.lanewise.nn;

import dev.lanewise.data.Standardization;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.util.List;

/**
 * Runs a network forward for one sample at a time, to the bits of {@link Inference}. Holds buffers, so one object serves one
 * thread.
 */
public final class RowInference {
    private final Kernels kernels;
    private final Standardization standardization;
    private final DenseParameters[] parameters;
    private final Activation[] activations;
    private final float[] normScratch = LayerNorm.scratch();

    /** The inputs of each layer, and the outputs of the last, padded with zeros to whole panels. */
    private final float[][] values;

    /**
     * Buffers for one sample.
     *
     * @param net with finite weights
     * @throws IllegalStateException if the network has no parameters
     */
    public RowInference(Kernels kernels, Sequential net) {
        this.kernels = kernels;
        standardization = net.inputStandardization().orElse(null);
        List<Dense> dense = net.dense();
        parameters = net.parameters().toArray(DenseParameters[]::new);
        activations = dense.stream().map(Dense::activation).toArray(Activation[]::new);
        values = new float[parameters.length + 1][];
        values[0] = padded(net.features());
        for (int l = 0; l < parameters.length; l++) {
            values[l + 1] = padded(parameters[l].units());
        }
    }

    private static float[] padded(int columns) {
        return new float[PanelMatrix.panels(columns) * PanelMatrix.WIDTH];
    }

    /** Where {@link #forward} starts from: the features as in the data, then zeros. It is standardised in place. */
    public float[] input() {
        return values[0];
    }

    /** Computes the outputs into {@code out[at] …}. */
    public void forward(float[] out, int at) {
        if (standardization != null) {
            standardization.apply(values[0], 0);
        }
        for (int l = 0; l < parameters.length; l++) {
            float[] sums = values[l + 1];
            kernels.multiplyRow(values[l], parameters[l].weightPanels(), parameters[l].paddedBias(), sums);
            if (parameters[l].layerNorm().isPresent()) {
                parameters[l].layerNorm().get().forward(kernels, sums, normScratch);
            }
            activations[l].forward(kernels, sums, 0, parameters[l].units());
        }
        System.arraycopy(values[parameters.length], 0, out, at, parameters[parameters.length - 1].units());
    }
}
