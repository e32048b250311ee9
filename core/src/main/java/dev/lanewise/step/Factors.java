package dev.lanewise.step;

import dev.lanewise.kernel.PanelMatrix;
import java.util.Arrays;

/**
 * By what a multiplicative regularizer multiplies the activations of a layer in the present step. It is asked once, in the
 * forward pass; the gradients are multiplied by what it said then. Workers use different rows or panels at the same time.
 */
final class Factors {
    private volatile PanelMatrix matrix;
    private boolean[] known;

    /** Where to write factors; made when the first regularizer gives some, as dropout by the engine itself needs none. */
    PanelMatrix matrix(PanelMatrix shape) {
        if (matrix == null) {
            make(shape);
        }
        return matrix;
    }

    private synchronized void make(PanelMatrix shape) {
        if (matrix == null) {
            known = new boolean[shape.panels() * shape.rows()];
            matrix = new PanelMatrix(shape.rows(), shape.columns());
        }
    }

    /** Says whether some rows of a panel now have their factors. */
    void mark(int panel, int row, int rows, boolean areKnown) {
        if (matrix != null) {
            int at = panel * matrix.rows() + row;
            Arrays.fill(known, at, at + rows, areKnown);
        }
    }

    /** Whether all of some rows of a panel have their factors. */
    boolean known(int panel, int row, int rows) {
        if (matrix == null) {
            return false;
        }
        int at = panel * matrix.rows() + row;
        for (int i = at; i < at + rows; i++) {
            if (!known[i]) {
                return false;
            }
        }
        return true;
    }

    /** Multiplies some rows of a panel of activations, or gradients, by their factors. */
    void multiply(PanelMatrix of, int panel, int row, int rows) {
        float[] x = of.data();
        float[] factors = matrix.data();
        int end = of.offset(panel, row + rows);
        for (int i = of.offset(panel, row); i < end; i++) {
            x[i] *= factors[i];
        }
    }
}
