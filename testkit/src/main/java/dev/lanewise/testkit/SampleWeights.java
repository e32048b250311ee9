package dev.lanewise.testkit;

import dev.lanewise.random.Streams;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightBlock;

/** A block of weights for a test. */
public final class SampleWeights implements WeightBlock {
    private final int layer;
    private final boolean bias;
    private final int inputs;
    private final int units;
    private final Cut cut;
    private final Step step;
    private final Guarded weights;
    private final Guarded gradients;

    /** Some of the weights of a layer with so many inputs and units. */
    SampleWeights(
            int layer, boolean bias, int inputs, int units, Cut cut, Step step, float[] weights, float[] gradients) {
        this.layer = layer;
        this.bias = bias;
        this.inputs = inputs;
        this.units = units;
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
        return new SampleWeights(
                layer, false, all.rows(), units, all, SampleStep.of(1), weights, new float[weights.length]);
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

    @Override
    public Noise noise() {
        return new SampleNoise(Streams.weightNoise(SampleActivations.SEED, layer, step.number(), 0));
    }

    @Override
    public float[] normals() {
        Noise noise = noise();
        float[] out = new float[length()];
        for (int i = 0; i < out.length; i++) {
            long input = bias ? inputs : firstInput() + i / columns();
            out[i] = noise.normal(input * units + firstUnit() + i % columns());
        }
        return out;
    }
}
