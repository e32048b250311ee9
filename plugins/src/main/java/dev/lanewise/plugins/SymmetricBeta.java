package dev.lanewise.plugins;

/**
 * The distribution Beta(α, α) by a table of its quantiles, between which lie straight lines. With {@code t = s^(1/q)}, q being α
 * but not more than 1, its density in s is {@code t^(α - q) · (1 - t)^(α - 1)}, which is bounded up to the median t = 1/2; the rest
 * is symmetric.
 */
final class SymmetricBeta {
    private static final int STEPS = 4096;

    /** [i] is the quantile at {@code i / STEPS / 2}; null if all shares are 1. */
    private final float[] table;

    /** @param alpha 0 stands for shares that are all 1 */
    SymmetricBeta(double alpha) {
        table = alpha == 0 ? null : table(alpha, Math.min(alpha, 1));
    }

    private static float[] table(double alpha, double q) {
        double step = StrictMath.pow(0.5, q) / STEPS;
        double[] below = below(alpha, q, step);
        float[] out = new float[STEPS + 1];
        int at = 0;
        for (int i = 1; i <= STEPS; i++) {
            double wanted = below[STEPS] * i / STEPS;
            while (at < STEPS - 1 && below[at + 1] < wanted) {
                at++;
            }
            double within = (wanted - below[at]) / (below[at + 1] - below[at]);
            out[i] = (float) StrictMath.pow((at + within) * step, 1 / q);
        }
        return out;
    }

    /** The integral of the density up to the i-th of equal steps of s, by the rule of midpoints. */
    private static double[] below(double alpha, double q, double step) {
        double[] out = new double[STEPS + 1];
        for (int i = 0; i < STEPS; i++) {
            double t = StrictMath.pow((i + 0.5) * step, 1 / q);
            out[i + 1] = out[i] + StrictMath.pow(t, alpha - q) * StrictMath.pow(1 - t, alpha - 1);
        }
        return out;
    }

    /** The share at {@code u} = 0…1: the quantile, or 1 where all shares are. */
    double share(double u) {
        if (table == null) {
            return 1;
        }
        return u < 0.5 ? lower(u) : 1 - lower(1 - u);
    }

    private double lower(double u) {
        double at = u * 2 * STEPS;
        int i = Math.min((int) at, STEPS - 1);
        return table[i] + (at - i) * (table[i + 1] - table[i]);
    }
}
