package dev.lanewise.nn;

import dev.lanewise.kernel.PanelMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The weights [inputs][units] and biases [units] of one dense layer, and what its normalisation learns, if it has one. */
public final class DenseParameters {
    private final PanelMatrix weights;
    private final float[] bias;
    private final Optional<LayerNorm> layerNorm;

    DenseParameters(int inputs, Dense layer) {
        int units = layer.units();
        layerNorm = layer.layerNorm() ? Optional.of(new LayerNorm(units)) : Optional.empty();
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

    /** What the normalisation of its sums learns; empty if they are not normalised. */
    public Optional<LayerNorm> layerNorm() {
        return layerNorm;
    }

    /** All that is learned, live: weights and biases, then the normalisation's factors and what it adds; padded. */
    public List<float[]> arrays() {
        return layerNorm
                .map(each -> List.of(weights.data(), bias, each.paddedGamma(), each.paddedBeta()))
                .orElseGet(() -> List.of(weights.data(), bias));
    }

    /** Whether all that is learned are finite numbers. */
    public boolean isFinite() {
        for (float[] values : arrays()) {
            for (float each : values) {
                if (!Float.isFinite(each)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Takes all values of another layer of the same shape. */
    public void copyFrom(DenseParameters other) {
        List<float[]> from = other.arrays();
        List<float[]> to = arrays();
        for (int i = 0; i < to.size(); i++) {
            System.arraycopy(from.get(i), 0, to.get(i), 0, to.get(i).length);
        }
    }

    /** The live weights in the layout of the kernels. */
    public PanelMatrix weightPanels() {
        return weights;
    }

    /** The live biases, padded with zeros to whole panels. */
    public float[] paddedBias() {
        return bias;
    }
}
