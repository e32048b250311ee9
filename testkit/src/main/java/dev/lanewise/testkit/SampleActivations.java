package dev.lanewise.testkit;

import dev.lanewise.kernel.Polynomials;
import dev.lanewise.random.SplitMix;
import dev.lanewise.random.Streams;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Step;

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

    /** A copy of the values as they are now. */
    public float[] result() {
        return values.values();
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
                    "inputs() is for the backward call of an ActivationRegularizer that is not a MultiplicativeRegularizer");
        }
        return inputs.clone();
    }

    @Override
    public int[] bits() {
        long key = Streams.noise(SEED, layer, step.number(), 0);
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
