package dev.lanewise.cli.image;

/**
 * How the pixels of one side of a picture become those of another size. Where that reaches beyond the picture, nothing is taken.
 *
 * @param pixels of the old side
 * @param steps the pixels of the new side
 * @param start where the first of them begins, in old pixels
 * @param length of each of them, in old pixels
 */
record Scale(int pixels, int steps, double start, double length) {
    /** The first old pixel that a new one covers. */
    int first(int step) {
        return (int) Math.max(0, Math.floor(start + step * length));
    }

    /** The shares of the old pixels in a new one, from the first that it covers on; they sum to 1 inside the picture. */
    double[] shares(int step) {
        double from = start + step * length;
        double to = from + length;
        int first = first(step);
        double[] out = new double[Math.max(0, (int) Math.min(pixels, Math.ceil(to)) - first)];
        for (int k = 0; k < out.length; k++) {
            double covered = Math.min(first + k + 1, to) - Math.max(first + k, from);
            out[k] = Math.max(0, covered) / length;
        }
        return out;
    }
}
