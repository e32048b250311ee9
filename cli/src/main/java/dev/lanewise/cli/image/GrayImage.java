package dev.lanewise.cli.image;

import java.util.Arrays;

/**
 * Brightness by pixel.
 *
 * @param values 0 (black) to 255 (white), row-major [rows][columns]
 */
record GrayImage(float[] values, int rows, int columns) {
    static final float WHITE = 255;

    float at(int row, int column) {
        return values[row * columns + column];
    }

    /** How many pixels there are between a place and the nearest edge. */
    int distanceFromEdge(int row, int column) {
        return Math.min(Math.min(row, rows - 1 - row), Math.min(column, columns - 1 - column));
    }

    /** The mean brightness along the four edges: that of the background, in a picture of one thing. */
    double borderMean() {
        double sum = 0;
        int count = 0;
        for (int r = 0; r < rows; r++) {
            boolean edge = r == 0 || r == rows - 1;
            for (int c = 0; c < columns; c += edge ? 1 : Math.max(1, columns - 1)) {
                sum += at(r, c);
                count++;
            }
        }
        return sum / count;
    }

    /** Black for white. */
    GrayImage negative() {
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = WHITE - values[i];
        }
        return new GrayImage(out, rows, columns);
    }

    /** A part of it. */
    GrayImage cut(Box box) {
        float[] out = new float[box.height() * box.width()];
        for (int r = 0; r < box.height(); r++) {
            System.arraycopy(values, (box.top() + r) * columns + box.left(), out, r * box.width(), box.width());
        }
        return new GrayImage(out, box.height(), box.width());
    }

    /** As much of the middle as has the proportions of this size. */
    GrayImage middle(int likeRows, int likeColumns) {
        int height = Math.clamp((long) columns * likeRows / likeColumns, 1, rows);
        int width = Math.clamp((long) rows * likeColumns / likeRows, 1, columns);
        int top = (rows - height) / 2;
        int left = (columns - width) / 2;
        return cut(new Box(top, top + height, left, left + width));
    }

    /** Made smaller, in proportion, if a side is longer than {@code longest}. */
    GrayImage within(int longest) {
        double scale = (double) longest / Math.max(rows, columns);
        return scale >= 1
                ? this
                : resized((int) Math.max(1, Math.round(rows * scale)), (int) Math.max(1, Math.round(columns * scale)));
    }

    /** Of another size: each new pixel is the mean of the area that it covers. */
    GrayImage resized(int newRows, int newColumns) {
        Scale down = new Scale(rows, newRows, 0, (double) rows / newRows);
        return scaled(down, new Scale(columns, newColumns, 0, (double) columns / newColumns));
    }

    /** As large as fits into this size, in proportion, and in the middle of it; black around. */
    GrayImage centered(int newRows, int newColumns) {
        double step = Math.max((double) rows / newRows, (double) columns / newColumns);
        Scale down = new Scale(rows, newRows, (rows - step * newRows) / 2, step);
        return scaled(down, new Scale(columns, newColumns, (columns - step * newColumns) / 2, step));
    }

    private GrayImage scaled(Scale down, Scale across) {
        float[] out = new float[down.steps() * across.steps()];
        double[][] columnShares = new double[across.steps()][];
        Arrays.setAll(columnShares, across::shares);
        for (int r = 0; r < down.steps(); r++) {
            double[] rowShares = down.shares(r);
            for (int c = 0; c < across.steps(); c++) {
                out[r * across.steps() + c] = mean(down.first(r), rowShares, across.first(c), columnShares[c]);
            }
        }
        return new GrayImage(out, down.steps(), across.steps());
    }

    private float mean(int top, double[] rowShares, int left, double[] columnShares) {
        double sum = 0;
        for (int r = 0; r < rowShares.length; r++) {
            for (int c = 0; c < columnShares.length; c++) {
                sum += rowShares[r] * columnShares[c] * at(top + r, left + c);
            }
        }
        return (float) sum;
    }

    /** As unsigned bytes. */
    byte[] bytes() {
        byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) Math.round(values[i]);
        }
        return out;
    }
}
