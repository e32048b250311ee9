package dev.lanewise.testkit;

import dev.lanewise.random.Streams;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightMatrix;

/** All weights of a layer for a test, as training with {@link SampleActivations#SEED} would show them. */
public final class SampleMatrix implements WeightMatrix {
    private final int layer;
    private final int inputs;
    private final int units;
    private final Step step;
    private final Guarded weights;
    private final Guarded bias;
    private final Guarded gradients;
    private final float[] state;
    private long noiseOf = -1;

    private SampleMatrix(int layer, int units, float[] weights, float[] state) {
        this.layer = layer;
        this.units = units;
        inputs = weights.length / units;
        step = SampleStep.of(1);
        this.weights = new Guarded(weights);
        bias = new Guarded(new float[units]);
        gradients = new Guarded(new float[weights.length]);
        this.state = state;
    }

    /**
     * A layer with biases of zero, and the state that the regularizer starts from.
     *
     * @param units the layer's units
     * @param weights row-major [inputs][units]
     */
    public static SampleMatrix of(MatrixRegularizer regularizer, int layer, int units, float... weights) {
        float[] state = new float[regularizer.stateLength(layer, weights.length / units, units)];
        SampleMatrix out = new SampleMatrix(layer, units, weights, state);
        regularizer.start(out);
        out.noiseOf = out.step.number();
        return out;
    }

    /** The same state with other weights. */
    SampleMatrix with(float[] otherWeights) {
        return new SampleMatrix(layer, units, otherWeights, state.clone());
    }

    /** A copy of the weights as they are now. */
    public float[] resultingWeights() {
        return weights.values();
    }

    /** A copy of the biases as they are now. */
    public float[] resultingBias() {
        return bias.values();
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
    public int inputs() {
        return inputs;
    }

    @Override
    public int units() {
        return units;
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
    public float[] bias() {
        return bias.array();
    }

    @Override
    public float[] gradients() {
        return gradients.array();
    }

    @Override
    public float[] state() {
        return state;
    }

    @Override
    public Noise noise() {
        return new SampleNoise(Streams.weightNoise(SampleActivations.SEED, layer, noiseOf, 0));
    }
}
