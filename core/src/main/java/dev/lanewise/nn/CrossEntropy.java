package dev.lanewise.nn;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** Softmax cross-entropy of one row of logits after the other. Holds a buffer, so one object serves one thread. */
public final class CrossEntropy {
    private final Kernels kernels;
    private final int classes;
    private final float[] row;
    private final float[] exponentials;

    public CrossEntropy(Kernels kernels, int classes) {
        this.kernels = kernels;
        this.classes = classes;
        this.row = new float[classes];
        this.exponentials = new float[classes];
    }

    /** The last row's exponentials, {@code exp(z - max)}. */
    public float[] exponentials() {
        return exponentials;
    }

    /** The class with the greatest logit, the first of equals. */
    public static int argmax(float[] z, int offset, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (z[offset + c] > z[offset + best]) {
                best = c;
            }
        }
        return best;
    }

    /**
     * Computes {@link #exponentials} and returns their sum, added in class order.
     *
     * @param greatest the greatest logit
     */
    public float exponentials(float[] z, int offset, float greatest) {
        kernels.exp(z, offset, classes, greatest, exponentials);
        float sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += exponentials[c];
        }
        return sum;
    }

    /** The loss of a row of logits whose exponentials sum to {@code sum}: {@code Σ target · (log sum + max - z)}. */
    private double loss(float[] z, float greatest, float sum, float[] targets, int targetOffset) {
        double logSum = StrictMath.log(sum) + greatest;
        double loss = 0;
        for (int c = 0; c < classes; c++) {
            float target = targets[targetOffset + c];
            if (target != 0) {
                loss += target * (logSum - z[c]);
            }
        }
        return loss;
    }

    /** The loss of a row of logits for the class {@code label}. */
    public double loss(float[] z, int offset, int label) {
        float greatest = z[offset + argmax(z, offset, classes)];
        float sum = exponentials(z, offset, greatest);
        return StrictMath.log(sum) + greatest - z[offset + label];
    }

    /**
     * Replaces row {@code r} of the logits by the gradient of its loss, {@code softmax(z) - target}.
     *
     * @param losses element {@code r} becomes the loss
     * @param hits element {@code r} becomes whether the greatest logit is that of {@code label}
     */
    public void gradient(
            PanelMatrix logits, int r, float[] targets, int targetOffset, int label, double[] losses, boolean[] hits) {
        copyRow(logits, r);
        int winner = argmax(row, 0, classes);
        float sum = exponentials(row, 0, row[winner]);
        losses[r] = loss(row, row[winner], sum, targets, targetOffset);
        hits[r] = winner == label;
        float inverse = 1 / sum;
        for (int c = 0; c < classes; c++) {
            int at = logits.offset(c / PanelMatrix.WIDTH, r) + c % PanelMatrix.WIDTH;
            logits.data()[at] = Math.fma(exponentials[c], inverse, -targets[targetOffset + c]);
        }
    }

    private void copyRow(PanelMatrix logits, int r) {
        for (int panel = 0; panel < logits.panels(); panel++) {
            System.arraycopy(
                    logits.data(), logits.offset(panel, r), row, panel * PanelMatrix.WIDTH, logits.panelColumns(panel));
        }
    }
}
