package dev.lanewise.cli.image;

/**
 * Brightness by pixel.
 *
 * @param values 0 (black) to 255 (white), row-major [rows][columns]
 */
record GrayImage(float[] values, int rows, int columns) {
    private static final float WHITE = 255;

    float at(int row, int column) {
        return values[row * columns + column];
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

    /** Without the rows and columns around it that are no brighter than {@code limit}; itself if all are so dark. */
    GrayImage trimmed(float limit) {
        int top = rows;
        int bottom = -1;
        int left = columns;
        int right = -1;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (at(r, c) > limit) {
                    top = Math.min(top, r);
                    bottom = r;
                    left = Math.min(left, c);
                    right = Math.max(right, c);
                }
            }
        }
        return bottom < 0 ? this : cut(top, left, bottom - top + 1, right - left + 1);
    }

    private GrayImage cut(int top, int left, int height, int width) {
        float[] out = new float[height * width];
        for (int r = 0; r < height; r++) {
            System.arraycopy(values, (top + r) * columns + left, out, r * width, width);
        }
        return new GrayImage(out, height, width);
    }

    /** Of another size: each new pixel is the mean of the area that it covers. */
    GrayImage resized(int newRows, int newColumns) {
        float[][] down = weights(rows, newRows);
        float[][] across = weights(columns, newColumns);
        float[] out = new float[newRows * newColumns];
        for (int r = 0; r < newRows; r++) {
            for (int c = 0; c < newColumns; c++) {
                out[r * newColumns + c] =
                        mean(down[r], across[c], firstCovered(r, rows, newRows), firstCovered(c, columns, newColumns));
            }
        }
        return new GrayImage(out, newRows, newColumns);
    }

    private float mean(float[] down, float[] across, int top, int left) {
        double sum = 0;
        for (int r = 0; r < down.length; r++) {
            for (int c = 0; c < across.length; c++) {
                sum += (double) down[r] * across[c] * at(top + r, left + c);
            }
        }
        return (float) sum;
    }

    private static int firstCovered(int index, int from, int to) {
        return (int) ((long) index * from / to);
    }

    /** The shares of the old pixels in each new one, from the first that it covers on; each sums to 1. */
    private static float[][] weights(int from, int to) {
        float[][] out = new float[to][];
        double length = (double) from / to;
        for (int i = 0; i < to; i++) {
            int first = firstCovered(i, from, to);
            int end = (int) (((long) (i + 1) * from + to - 1) / to);
            out[i] = new float[end - first];
            for (int k = first; k < end; k++) {
                double covered = Math.min(k + 1, (i + 1) * length) - Math.max(k, i * length);
                out[i][k - first] = (float) (covered / length);
            }
        }
        return out;
    }

    /** In the middle of a black image of this size. */
    GrayImage centered(int newRows, int newColumns) {
        float[] out = new float[newRows * newColumns];
        int top = (newRows - rows) / 2;
        int left = (newColumns - columns) / 2;
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, r * columns, out, (top + r) * newColumns + left, columns);
        }
        return new GrayImage(out, newRows, newColumns);
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
