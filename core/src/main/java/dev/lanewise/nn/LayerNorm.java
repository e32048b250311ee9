package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.util.Arrays;

/**
 * What the layer normalisation of a dense layer learns. The sums z of a row over the layer's units become {@code (z - mean) /
 * √(variance + 1e-5) · gamma + beta}, mean and variance being those of the row: in training and inference alike, as nothing is
 * computed over a batch. See J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer Normalization", 2016.
 */
public final class LayerNorm {
    /** Floats that {@link Kernels#layerNorm} wants for itself. */
    private static final int SCRATCH = PanelMatrix.WIDTH;

    private final int units;
    private final float[] gamma;
    private final float[] beta;

    /** All 1 and all 0, which padding is too. */
    LayerNorm(int units) {
        this.units = units;
        gamma = new float[(int) PanelMatrix.roundUp(units, PanelMatrix.WIDTH)];
        beta = new float[gamma.length];
        Arrays.fill(gamma, 0, units, 1);
    }

    /** A copy of the factors, [units]. */
    public float[] gamma() {
        return Arrays.copyOf(gamma, units);
    }

    /** A copy of what is added, [units]. */
    public float[] beta() {
        return Arrays.copyOf(beta, units);
    }

    /**
     * Replaces both.
     *
     * @throws IllegalArgumentException if a length is not the number of units
     */
    public void set(float[] newGamma, float[] newBeta) {
        if (newGamma.length != units || newBeta.length != units) {
            throw new IllegalArgumentException("expected " + units + " factors and as many numbers to add, but got "
                    + newGamma.length + " and " + newBeta.length);
        }
        System.arraycopy(newGamma, 0, gamma, 0, units);
        System.arraycopy(newBeta, 0, beta, 0, units);
    }

    /** The live factors, padded with zeros to whole panels. */
    public float[] paddedGamma() {
        return gamma;
    }

    /** What is added, live, padded with zeros to whole panels. */
    public float[] paddedBeta() {
        return beta;
    }

    /** Room for {@link #forward}. */
    static float[] scratch() {
        return new float[SCRATCH];
    }

    /** Normalises the first rows in place. */
    void forward(Kernels kernels, PanelMatrix sums, int rows, float[] scratch) {
        for (int r = 0; r < rows; r++) {
            int at = sums.offset(0, r);
            kernels.layerNorm(sums.data(), at, sums.stride(), units, gamma, beta, sums.data(), scratch);
        }
    }

    /** Normalises a row in place. */
    void forward(Kernels kernels, float[] sums, float[] scratch) {
        kernels.layerNorm(sums, 0, PanelMatrix.WIDTH, units, gamma, beta, sums, scratch);
    }
}
