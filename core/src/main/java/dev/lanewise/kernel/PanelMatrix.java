package dev.lanewise.kernel;

import java.util.Objects;

/**
 * A matrix of floats in panels of 32 columns, the one layout of weights, activations and gradients.
 *
 * <p>Panel {@code p} holds columns 32p … 32p+31 of all rows, row after row, so element (r, c) is at
 * {@code (c / 32) * stride + r * 32 + c % 32}. A micro-kernel then walks both its operands in steps of 128 bytes: as the right
 * operand a panel is read a row at a time; as the left operand the rows of a tile are at constant offsets, and transposed its elements
 * are neighbours. So any product can be computed in place; kernels that are faster with packed operands pack them for each product.
 *
 * <p>Columns beyond the last are zero and stay zero; rows are rounded up to whole 32 x 32 blocks.
 */
public final class PanelMatrix {
    /** Columns in a panel. */
    public static final int WIDTH = 32;

    /** Kernels work on multiples of this many rows. */
    public static final int TILE_ROWS = 4;

    /** Keeps the starts of panels off multiples of the page size, which would share a few cache sets. */
    private static final int PADDING_ROWS = 4;

    private final float[] data;
    private final int rows;
    private final int columns;
    private final int stride;

    /**
     * A matrix of zeros.
     *
     * @throws IllegalArgumentException if it has no rows or columns, or more elements than an array can hold
     */
    public PanelMatrix(int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a matrix of " + rows + " x " + columns + " has no elements");
        }
        long paddedRows = roundUp(rows, WIDTH) + PADDING_ROWS;
        long size = paddedRows * WIDTH * panels(columns);
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a matrix of " + rows + " x " + columns
                    + " is larger than a Java array can hold; use fewer units or a smaller batch");
        }
        this.rows = rows;
        this.columns = columns;
        this.stride = (int) paddedRows * WIDTH;
        this.data = new float[(int) size];
    }

    /** The number of panels that hold this many columns. */
    public static int panels(int columns) {
        return (int) (((long) columns + WIDTH - 1) / WIDTH);
    }

    /** The least multiple of {@code step} that is not less than {@code n}. */
    public static long roundUp(int n, int step) {
        return ((long) n + step - 1) / step * step;
    }

    /** The elements, in panels. */
    public float[] data() {
        return data;
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The number of columns. */
    public int columns() {
        return columns;
    }

    /** Elements from one panel to the next. */
    public int stride() {
        return stride;
    }

    /** The number of panels. */
    public int panels() {
        return panels(columns);
    }

    /** How many columns of panel {@code panel} exist: 32, or fewer in the last. */
    public int panelColumns(int panel) {
        return Math.min(WIDTH, columns - panel * WIDTH);
    }

    /** Where element (row, 32 · panel) is in {@link #data()}. */
    public int offset(int panel, int row) {
        return panel * stride + row * WIDTH;
    }

    /**
     * Checks that rows of a panel are there, those included that pad the matrix.
     *
     * @throws IndexOutOfBoundsException if they are not
     */
    public void checkRows(int panel, int row, int count) {
        Objects.checkIndex(panel, panels());
        Objects.checkFromIndexSize(row, count, stride / WIDTH);
    }

    /** Element (row, column). */
    public float get(int row, int column) {
        return data[offset(column / WIDTH, row) + column % WIDTH];
    }

    /** Sets element (row, column). */
    public void set(int row, int column, float value) {
        data[offset(column / WIDTH, row) + column % WIDTH] = value;
    }

    /** A row-major copy, {@code rows x columns}. */
    public float[] toRowMajor() {
        float[] out = new float[Math.multiplyExact(rows, columns)];
        for (int panel = 0; panel < panels(); panel++) {
            int n = panelColumns(panel);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(data, offset(panel, r), out, r * columns + panel * WIDTH, n);
            }
        }
        return out;
    }

    /**
     * Replaces all elements by those of a row-major array.
     *
     * @throws IllegalArgumentException if {@code values} is not {@code rows x columns} long
     */
    public void setRowMajor(float[] values) {
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "expected " + rows + " x " + columns + " values, but got " + values.length);
        }
        for (int panel = 0; panel < panels(); panel++) {
            int n = panelColumns(panel);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(values, r * columns + panel * WIDTH, data, offset(panel, r), n);
            }
        }
    }
}
