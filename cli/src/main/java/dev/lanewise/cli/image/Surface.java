package dev.lanewise.cli.image;

/**
 * A brightness that changes slowly over a picture, as uneven light and dark corners make it: a polynomial of the second degree
 * in both directions, and the fourth power of the distance from the middle.
 *
 * @param factors one for each of the {@link #terms}
 */
record Surface(double[] factors) {
    private static final int TERMS = 7;

    /** Keeps the equations solvable where all samples lie on a line or a border. */
    private static final double RIDGE = 1e-6;

    /** Without samples in the middle the fourth power says little, and is kept small. */
    private static final double STIFFNESS = 1e-3;

    /** The least-squares fit to some pixels of a picture, which are given by their indices. */
    static Surface fit(GrayImage image, int[] pixels) {
        double[][] equations = new double[TERMS][TERMS + 1];
        double[] terms = new double[TERMS];
        for (int pixel : pixels) {
            terms(image, pixel, terms);
            double value = image.values()[pixel];
            for (int i = 0; i < TERMS; i++) {
                for (int j = 0; j < TERMS; j++) {
                    equations[i][j] += terms[i] * terms[j];
                }
                equations[i][TERMS] += terms[i] * value;
            }
        }
        for (int i = 0; i < TERMS; i++) {
            equations[i][i] += pixels.length * (i == TERMS - 1 ? STIFFNESS : RIDGE);
        }
        return new Surface(solve(equations));
    }

    /** The value at a pixel of a picture of the same view, of whatever size. */
    double at(GrayImage image, int pixel) {
        double[] terms = new double[TERMS];
        terms(image, pixel, terms);
        double sum = 0;
        for (int i = 0; i < TERMS; i++) {
            sum += factors[i] * terms[i];
        }
        return sum;
    }

    private static void terms(GrayImage image, int pixel, double[] out) {
        double x = 2.0 * (pixel % image.columns() + 0.5) / image.columns() - 1;
        double y = 2.0 * (pixel / image.columns() + 0.5) / image.rows() - 1;
        double distance = x * x + y * y;
        out[0] = 1;
        out[1] = x;
        out[2] = y;
        out[3] = x * x;
        out[4] = x * y;
        out[5] = y * y;
        out[6] = distance * distance;
    }

    /** Gaussian elimination; normal equations with a ridge need no pivoting. */
    private static double[] solve(double[][] equations) {
        for (int i = 0; i < TERMS; i++) {
            for (int k = i + 1; k < TERMS; k++) {
                double share = equations[k][i] / equations[i][i];
                for (int j = i; j <= TERMS; j++) {
                    equations[k][j] -= share * equations[i][j];
                }
            }
        }
        double[] out = new double[TERMS];
        for (int i = TERMS - 1; i >= 0; i--) {
            double rest = equations[i][TERMS];
            for (int j = i + 1; j < TERMS; j++) {
                rest -= equations[i][j] * out[j];
            }
            out[i] = rest / equations[i][i];
        }
        return out;
    }
}
