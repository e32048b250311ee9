package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Polynomials;
import dev.lanewise.random.SplitMix;
import dev.lanewise.spi.Noise;

/** The random numbers of a block of activations for one regularizer, made when asked for. One object serves one worker. */
final class BlockNoise implements Noise {
    private final Kernels kernels;
    private final int[] bits;
    private final float[] normals;
    private final float[] mask;

    private int rows;
    private int columns;
    private int width;
    private long key;
    private long firstElement;
    private boolean haveBits;
    private boolean haveNormals;
    private double maskOf;

    /** @param capacity the most elements of a block */
    BlockNoise(Kernels kernels, int capacity) {
        this.kernels = kernels;
        bits = new int[capacity];
        normals = new float[capacity];
        mask = new float[capacity];
    }

    /**
     * Turns to a block.
     *
     * @param layerWidth how many elements lie between one row and the next
     * @param noiseKey as {@link dev.lanewise.random.Streams#noise} makes it
     * @param first the element of the layer that the block begins with
     */
    void turnTo(int rowCount, int columnCount, int layerWidth, long noiseKey, long first) {
        rows = rowCount;
        columns = columnCount;
        width = layerWidth;
        key = noiseKey;
        firstElement = first;
        haveBits = false;
        haveNormals = false;
        maskOf = Double.NaN;
    }

    @Override
    public int bits(long address) {
        return SplitMix.bits(key, address);
    }

    @Override
    public float normal(long address) {
        return Polynomials.normal(bits(address));
    }

    /** See {@link dev.lanewise.spi.ActivationBlock#bits}. */
    int[] bits() {
        if (!haveBits) {
            kernels.bits(bits, rows, columns, key, firstElement, width);
            haveBits = true;
        }
        return bits;
    }

    /** See {@link dev.lanewise.spi.ActivationBlock#normals}. */
    float[] normals() {
        if (!haveNormals) {
            kernels.normals(bits(), normals, rows * columns);
            haveNormals = true;
        }
        return normals;
    }

    /** See {@link dev.lanewise.spi.ActivationBlock#mask}. */
    float[] mask(double p) {
        if (p != maskOf) {
            kernels.mask(mask, rows, columns, key, firstElement, width, threshold(p));
            maskOf = p;
        }
        return mask;
    }

    /** Clears elements of {@code x}, rows 32 apart from {@code at} on, whose bits are below a threshold; multiplies the others. */
    void dropout(float[] x, int at, long threshold, float factor) {
        kernels.dropout(x, at, rows, columns, key, firstElement, width, threshold, factor);
    }

    /** Below which unsigned bits mean that an element is dropped. */
    static long threshold(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("the probability to drop must be within 0…1, but is " + p);
        }
        return Math.round(p * 0x1p32);
    }
}
