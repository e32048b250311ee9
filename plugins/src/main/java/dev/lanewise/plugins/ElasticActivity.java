package dev.lanewise.plugins;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationPenalty;

/**
 * {@code l1 · Σ |a| + l2/2 · Σ a²} of each sample's activations a, and its gradient {@code l1 · sign(a) + l2 · a}; a strength for
 * each hidden layer.
 */
record ElasticActivity(double[] l1, double[] l2) implements ActivationPenalty {
    @Override
    public boolean appliesTo(int layer) {
        return l1[layer] > 0 || l2[layer] > 0;
    }

    @Override
    public double penalty(ActivationBlock block) {
        float[] a = block.inputs();
        int length = block.length();
        double absolute = 0;
        double squares = 0;
        for (int i = 0; i < length; i++) {
            absolute += Math.abs(a[i]);
            squares += (double) a[i] * a[i];
        }
        return l1[block.layer()] * absolute + l2[block.layer()] / 2 * squares;
    }

    @Override
    public void addGradient(ActivationBlock block) {
        float first = (float) l1[block.layer()];
        float second = (float) l2[block.layer()];
        float[] a = block.inputs();
        float[] g = block.values();
        int length = block.length();
        for (int i = 0; i < length; i++) {
            g[i] += Math.fma(second, a[i], first * Math.signum(a[i]));
        }
    }
}
