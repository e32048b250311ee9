package dev.lanewise.step;

import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;

/**
 * A matrix of the batch as the left operand of products: the input of a layer, or the gradients of its sums. Where most of it
 * is zero its other elements are listed, by rows for the products that go forward and back, by columns for the gradient of
 * weights.
 */
final class Operand {
    /** The matrix, [batch][units]. */
    final PanelMatrix matrix;

    /** Whether this step lists its rows, or its columns. */
    boolean byRows;

    boolean byColumns;

    /** The share of elements that were not zero when they were last counted; 1 before that. */
    double share = 1;

    private final int depth;
    private NonZeros rows;
    private NonZeros columns;

    /** @param depth steps of k in a block of lists, as the kernels want them */
    Operand(PanelMatrix matrix, int depth) {
        this.matrix = matrix;
        this.depth = depth;
    }

    /** The lists of the rows; their memory is there from the first step that wants them. */
    NonZeros rows() {
        return rows;
    }

    /** The lists of the columns; their memory is there from the first step that wants them. */
    NonZeros columns() {
        return columns;
    }

    /** Makes room for the lists that this step wants. */
    void prepare() {
        if (byRows && rows == null) {
            rows = new NonZeros(matrix.rows(), matrix.columns(), depth);
        }
        if (byColumns && columns == null) {
            columns = new NonZeros(matrix.columns(), matrix.rows(), depth);
        }
    }

    /** Counts what the lists of this step hold, if it made any. */
    void count(int batchSize) {
        if (byRows) {
            share = share(rows, groups(batchSize), batchSize);
        } else if (byColumns) {
            share = share(columns, matrix.panels(), batchSize);
        }
    }

    private double share(NonZeros lists, int groups, int batchSize) {
        long sum = 0;
        for (int g = 0; g < groups; g++) {
            sum += lists.count(g);
        }
        return (double) sum / ((double) batchSize * matrix.columns());
    }

    /** The number of groups that hold so many rows. */
    static int groups(int rows) {
        return (int) (PanelMatrix.roundUp(rows, NonZeros.GROUP) / NonZeros.GROUP);
    }
}
