package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;
import java.util.Arrays;

/** The weights [inputs][units] and biases [units] of one dense layer. */
public final class DenseParameters {
    private final PanelMatrix weights;
    private final float[] bias;

    DenseParameters(int inputs, int units) {
        weights = new PanelMatrix(inputs, units);
        bias = new float[weights.panels() * PanelMatrix.WIDTH];
    }

    /** The number of inputs. */
    public int inputs() {
        return weights.rows();
    }

    /** The number of units. */
    public int units() {
        return weights.columns();
    }

    /** A copy of the weights, row-major [inputs][units]. */
    public float[] weights() {
        return weights.toRowMajor();
    }

    /** A copy of the biases. */
    public float[] bias() {
        return Arrays.copyOf(bias, units());
    }

    /**
     * Replaces weights and biases.
     *
     * @param newWeights row-major [inputs][units]
     * @param newBias [units]
     * @throws IllegalArgumentException if a length is wrong
     */
    public void set(float[] newWeights, float[] newBias) {
        if (newBias.length != units()) {
            throw new IllegalArgumentException("expected " + units() + " biases, but got " + newBias.length);
        }
        weights.setRowMajor(newWeights);
        System.arraycopy(newBias, 0, bias, 0, newBias.length);
    }

    /** The live weights in the layout of the kernels. */
    public PanelMatrix weightPanels() {
        return weights;
    }

    /** The live biases, padded with zeros to whole panels. */
    public float[] paddedBias() {
        return bias;
    }

    /**
     * Computes the first rows of the layer's output in inference, one panel after the other.
     *
     * @param input [batch][inputs], not modified
     * @param rows a multiple of 4
     * @param output [batch][units], modified
     */
    void forward(Kernels kernels, Activation activation, PanelMatrix input, int rows, PanelMatrix output) {
        forward(kernels, activation, input, 0, rows, output);
    }

    /**
     * The same without the zeros of the input; the weights must be finite.
     *
     * @param lists what is not zero in the rows of {@code input}
     */
    void forward(
            Kernels kernels,
            Activation activation,
            PanelMatrix input,
            NonZeros lists,
            int rows,
            PanelMatrix output,
            Kernels.Scratch scratch) {
        int panels = kernels.listedPanels();
        int whole = output.panels() / panels * panels;
        int groups = (int) (PanelMatrix.roundUp(rows, NonZeros.GROUP) / NonZeros.GROUP);
        for (int panel = 0; panel < whole; panel += panels) {
            kernels.multiplyListed(lists, 0, groups, weights, panel, bias, output, 0, panel, scratch);
            for (int p = panel; p < panel + panels; p++) {
                activation.forward(kernels, output, p, 0, rows);
            }
        }
        forward(kernels, activation, input, whole, rows, output);
    }

    private void forward(
            Kernels kernels, Activation activation, PanelMatrix input, int panel, int rows, PanelMatrix output) {
        for (int p = panel; p < output.panels(); p++) {
            kernels.multiply(input, 0, rows, weights, p, bias, output);
            activation.forward(kernels, output, p, 0, rows);
        }
    }
}
