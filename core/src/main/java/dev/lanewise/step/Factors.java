package dev.lanewise.step;

import dev.lanewise.kernel.PanelMatrix;
import java.util.Arrays;

/**
 * What a multiplicative regularizer multiplies the activations of a layer by in the present step. It is asked once, in the
 * forward pass; the gradients are multiplied by what it said then. Workers use different tiles at the same time.
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

    /** Says whether the rows of a tile now have their factors. */
    void mark(Tile tile, boolean areKnown) {
        if (matrix != null) {
            int at = first(tile);
            Arrays.fill(known, at, at + tile.rows, areKnown);
        }
    }

    /** Multiplies a tile of activations, or gradients, by its factors; returns false if not all are known. */
    boolean multiplyIfKnown(PanelMatrix of, Tile tile) {
        if (matrix == null || !known(tile)) {
            return false;
        }
        multiply(of, tile);
        return true;
    }

    private boolean known(Tile tile) {
        int at = first(tile);
        for (int i = at; i < at + tile.rows; i++) {
            if (!known[i]) {
                return false;
            }
        }
        return true;
    }

    private int first(Tile tile) {
        return tile.panel * matrix.rows() + tile.row;
    }

    /** Multiplies a tile of activations, or gradients, by its factors. */
    void multiply(PanelMatrix of, Tile tile) {
        float[] x = of.data();
        float[] factors = matrix.data();
        int end = of.offset(tile.panel, tile.row + tile.rows);
        for (int i = of.offset(tile.panel, tile.row); i < end; i++) {
            x[i] *= factors[i];
        }
    }
}
