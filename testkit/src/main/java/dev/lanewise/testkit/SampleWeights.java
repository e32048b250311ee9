package dev.lanewise.testkit;

import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightBlock;

/** A block of weights for a test. */
public final class SampleWeights implements WeightBlock {
    private final int layer;
    private final boolean bias;
    private final Cut cut;
    private final Step step;
    private final Guarded weights;
    private final Guarded gradients;

    SampleWeights(int layer, boolean bias, Cut cut, Step step, float[] weights, float[] gradients) {
        this.layer = layer;
        this.bias = bias;
        this.cut = cut;
        this.step = step;
        this.weights = new Guarded(weights);
        this.gradients = gradients == null ? null : new Guarded(gradients);
    }

    /**
     * All weights of a layer, with gradients of zero.
     *
     * @param units the layer's units
     * @param weights row-major [inputs][units]
     */
    public static SampleWeights of(int layer, int units, float... weights) {
        Cut all = new Cut(0, weights.length / units, 0, units);
        return new SampleWeights(layer, false, all, SampleStep.of(1), weights, new float[weights.length]);
    }

    /** A copy of the weights as they are now. */
    public float[] resultingWeights() {
        return weights.values();
    }

    /** A copy of the gradients as they are now. */
    public float[] resultingGradients() {
        return gradients.values();
    }

    @Override
    public int layer() {
        return layer;
    }

    @Override
    public boolean bias() {
        return bias;
    }

    @Override
    public int firstInput() {
        return cut.firstRow();
    }

    @Override
    public int firstUnit() {
        return cut.firstColumn();
    }

    @Override
    public int rows() {
        return cut.rows();
    }

    @Override
    public int columns() {
        return cut.columns();
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public float[] weights() {
        return weights.array();
    }

    @Override
    public float[] gradients() {
        if (gradients == null) {
            throw new IllegalStateException("gradients() is for penalties, not for constraints");
        }
        return gradients.array();
    }
}
