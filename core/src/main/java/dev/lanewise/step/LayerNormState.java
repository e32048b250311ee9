package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.LayerNorm;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.Slice;
import dev.lanewise.optim.StepSize;

/** What training keeps for the normalisation of a dense layer's sums, and how that goes forward, back, and learns. */
final class LayerNormState {
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** Floats that the kernels want for themselves. */
    static final int SCRATCH = 2 * WIDTH;

    /** The sums, normalised in place; after the backward pass times {@link #gradient}, which is the gradient of gamma by row. */
    final PanelMatrix normalized;

    /** The gradients of the loss by what went into the activation function, which is the gradient of beta by row. */
    final PanelMatrix gradient;

    /** What the optimizer remembers of gamma. */
    final float[][] gammaSlots;

    /** What the optimizer remembers of beta. */
    final float[][] betaSlots;

    private final float[] gamma;
    private final float[] beta;

    /** What each row was multiplied by. */
    private final float[] inverse;

    private final Slice[] gammas;
    private final Slice[] betas;

    LayerNormState(LayerNorm parameters, int units, int slots, int batch) {
        normalized = new PanelMatrix(batch, units);
        gradient = new PanelMatrix(batch, units);
        inverse = new float[batch];
        gamma = parameters.paddedGamma();
        beta = parameters.paddedBeta();
        gammaSlots = new float[slots][gamma.length];
        betaSlots = new float[slots][beta.length];
        gammas = slices(gamma, gammaSlots);
        betas = slices(beta, betaSlots);
    }

    private static Slice[] slices(float[] parameters, float[][] slots) {
        Slice[] out = new Slice[parameters.length / WIDTH];
        for (int panel = 0; panel < out.length; panel++) {
            out[panel] = new Slice(parameters, slots, panel * WIDTH, WIDTH);
        }
        return out;
    }

    /** Normalises some rows, scales and shifts them. */
    void forward(Kernels kernels, PanelMatrix output, int row, int rows, float[] scratch) {
        for (int r = row; r < row + rows; r++) {
            inverse[r] = kernels.layerNorm(
                    normalized.data(),
                    normalized.offset(0, r),
                    normalized.stride(),
                    normalized.columns(),
                    gamma,
                    beta,
                    output.data(),
                    scratch);
        }
    }

    /** Makes the gradients of some rows those by the sums. */
    void backward(Kernels kernels, PanelMatrix sumsGradient, int row, int rows, float[] scratch) {
        for (int r = row; r < row + rows; r++) {
            kernels.layerNormGradient(
                    gradient.data(),
                    normalized.data(),
                    normalized.offset(0, r),
                    normalized.stride(),
                    normalized.columns(),
                    gamma,
                    inverse[r],
                    sumsGradient.data(),
                    scratch);
        }
    }

    /**
     * Updates gamma and beta of a panel of units. As to regularizers, they are neither weights nor biases.
     *
     * @param sums at least 32 floats, overwritten
     */
    void update(Kernels kernels, Optimizer optimizer, StepSize size, int panel, int batchSize, float[] sums) {
        size.ofParameters(1, 1f / batchSize);
        kernels.columnSums(normalized, panel, batchSize, sums);
        optimizer.update(kernels, gammas[panel], sums, size);
        kernels.columnSums(gradient, panel, batchSize, sums);
        optimizer.update(kernels, betas[panel], sums, size);
    }
}
