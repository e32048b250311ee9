package dev.lanewise.testkit;

import dev.lanewise.kernel.Polynomials;
import dev.lanewise.random.SplitMix;
import dev.lanewise.random.Streams;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Step;
import java.util.Arrays;

/**
 * A block of activations, gradients or inputs for a test, with the noise that training with {@link #SEED} would give it, computed
 * one element at a time.
 */
public final class SampleActivations implements ActivationBlock {
    /** The seed of the noise. */
    public static final long SEED = 42;

    private final int layer;
    private final int width;
    private final Cut cut;
    private final Step step;
    private final Guarded values;
    private final float[] inputs;
    private float[] sums;
    private float[] learned;
    private Guarded learnedGradients;

    SampleActivations(int layer, int width, Cut cut, Step step, float[] values, float[] inputs) {
        this.layer = layer;
        this.width = width;
        this.cut = cut;
        this.step = step;
        this.values = new Guarded(values);
        this.inputs = inputs;
    }

    /**
     * All of a layer for a forward call.
     *
     * @param layer 0, 1, …, or −1 for the input
     * @param width the layer's units
     * @param values row-major, some rows of {@code width}
     */
    public static SampleActivations forward(int layer, int width, float... values) {
        return backward(layer, width, null, values);
    }

    /**
     * All of a layer for a backward call.
     *
     * @param inputs what the forward call was given, or null for a multiplicative regularizer
     * @param gradients row-major, some rows of {@code width}
     */
    public static SampleActivations backward(int layer, int width, float[] inputs, float... gradients) {
        int rows = gradients.length / width;
        return new SampleActivations(layer, width, new Cut(0, rows, 0, width), SampleStep.of(rows), gradients, inputs);
    }

    /**
     * All of a layer for an {@link dev.lanewise.spi.ActivationPenalty}, with gradients of zero.
     *
     * @param activations row-major, some rows of {@code width}
     */
    public static SampleActivations penalized(int layer, int width, float... activations) {
        return backward(layer, width, activations, new float[activations.length])
                .sums(sums(width, activations));
    }

    /** The sums of each column, in row order. */
    static float[] sums(int width, float[] activations) {
        float[] out = new float[width];
        for (int i = 0; i < activations.length; i++) {
            out[i % width] += activations[i];
        }
        return out;
    }

    /** The same block with the sums of the layer's activations over the batch. */
    SampleActivations sums(float[] ofLayer) {
        sums = Arrays.copyOfRange(ofLayer, cut.firstColumn(), cut.firstColumn() + cut.columns());
        return this;
    }

    /** The same block with the numbers that a {@link dev.lanewise.spi.LearnedRegularizer} has learned. */
    public SampleActivations learned(float... numbers) {
        learned = numbers;
        learnedGradients = new Guarded(new float[length()]);
        return this;
    }

    /** A copy of the values as they are now. */
    public float[] result() {
        return values.values();
    }

    /** A copy of the derivatives by the learned numbers as they are now. */
    public float[] resultingLearnedGradients() {
        return learnedGradients.values();
    }

    @Override
    public int layer() {
        return layer;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int firstRow() {
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
    public float[] values() {
        return values.array();
    }

    @Override
    public float[] inputs() {
        if (inputs == null) {
            throw new IllegalStateException(
                    "inputs() is for an ActivationPenalty and the backward call of an ActivationRegularizer that is not a "
                            + "MultiplicativeRegularizer");
        }
        return inputs.clone();
    }

    @Override
    public float[] sums() {
        return required(sums, "sums() is for an ActivationPenalty that needs them");
    }

    @Override
    public float[] learned() {
        return required(learned, "learned() is for a LearnedRegularizer");
    }

    @Override
    public float[] learnedGradients() {
        if (inputs == null || learnedGradients == null) {
            throw new IllegalStateException("learnedGradients() is for the backward call of a LearnedRegularizer");
        }
        return learnedGradients.array();
    }

    private static float[] required(float[] numbers, String otherwise) {
        if (numbers == null) {
            throw new IllegalStateException(otherwise);
        }
        return numbers.clone();
    }

    private long key() {
        return Streams.noise(SEED, layer, step.number(), 0);
    }

    @Override
    public Noise noise() {
        return new SampleNoise(key());
    }

    @Override
    public int[] bits() {
        long key = key();
        int[] out = new int[length()];
        for (int i = 0; i < out.length; i++) {
            long row = firstRow() + i / columns();
            out[i] = SplitMix.bits(key, row * width + firstUnit() + i % columns());
        }
        return out;
    }

    @Override
    public float[] normals() {
        int[] bits = bits();
        float[] out = new float[bits.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Polynomials.normal(bits[i]);
        }
        return out;
    }

    @Override
    public float[] mask(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("the probability to drop must be within 0…1, but is " + p);
        }
        int[] bits = bits();
        float[] out = new float[bits.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Integer.toUnsignedLong(bits[i]) < Math.round(p * 0x1p32) ? 0 : 1;
        }
        return out;
    }

    @Override
    public void dropout(double p) {
        float[] mask = mask(p);
        float[] x = values.array();
        for (int i = 0; i < mask.length; i++) {
            x[i] = mask[i] == 0 ? 0 : x[i] * (float) (1 / (1 - p));
        }
    }
}
