package dev.lanewise.testkit;

import java.util.ArrayList;
import java.util.List;

/** A rectangle of a matrix. */
record Cut(int firstRow, int rows, int firstColumn, int columns) {
    /** All of a matrix, in rectangles of at most this size. */
    static List<Cut> of(int rows, int columns, int mostRows, int mostColumns) {
        List<Cut> out = new ArrayList<>();
        for (int r = 0; r < rows; r += mostRows) {
            for (int c = 0; c < columns; c += mostColumns) {
                out.add(new Cut(r, Math.min(mostRows, rows - r), c, Math.min(mostColumns, columns - c)));
            }
        }
        return out;
    }

    /** The rectangle out of a row-major matrix. */
    float[] from(float[] matrix, int width) {
        float[] out = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(matrix, (firstRow + r) * width + firstColumn, out, r * columns, columns);
        }
        return out;
    }

    /** The rectangle into a row-major matrix. */
    void into(float[] matrix, int width, float[] block) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(block, r * columns, matrix, (firstRow + r) * width + firstColumn, columns);
        }
    }
}
