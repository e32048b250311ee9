package dev.lanewise.plugins;

import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightPenalty;

/** {@code l1 · Σ |w| + l2/2 · Σ w²} and its gradient {@code l1 · sign(w) + l2 · w}. */
record ElasticPenalty(float l1, float l2, boolean appliesToBiases) implements WeightPenalty {
    @Override
    public double penalty(WeightBlock block) {
        float[] w = block.weights();
        int length = block.length();
        double absolute = 0;
        double squares = 0;
        for (int i = 0; i < length; i++) {
            absolute += Math.abs(w[i]);
            squares += (double) w[i] * w[i];
        }
        return l1 * absolute + l2 / 2.0 * squares;
    }

    @Override
    public void addGradient(WeightBlock block) {
        float[] w = block.weights();
        float[] g = block.gradients();
        int length = block.length();
        for (int i = 0; i < length; i++) {
            g[i] += Math.fma(l2, w[i], l1 * Math.signum(w[i]));
        }
    }
}
