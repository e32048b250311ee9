package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.random.Streams;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Step;

/**
 * A tile of activations, or of their gradients, as a regularizer sees it: where it is, its noise, and its values, which are lent
 * when asked for. A worker has one view for each direction; as only one is in use at a time, they share what is lent.
 */
abstract class ActivationView implements ActivationBlock {
    static final int WIDTH = PanelMatrix.WIDTH;
    static final int CAPACITY = Tile.MOST_BLOCK_ROWS * WIDTH;

    final Kernels kernels;
    final StepState step;
    final LentBlock values;
    final BlockNoise noise;
    private final long seed;

    private PanelMatrix matrix;
    private Tile tile;
    private LearnedNumbers learned;
    private boolean lent;

    ActivationView(Kernels kernels, long seed, StepState step, LentBlock values, BlockNoise noise) {
        this.kernels = kernels;
        this.seed = seed;
        this.step = step;
        this.values = values;
        this.noise = noise;
    }

    /** Turns to a tile of no more than {@link Tile#MOST_BLOCK_ROWS} rows, for the regularizer at {@code place}. */
    final void turnTo(PanelMatrix of, Tile at, int place, LearnedNumbers numbers) {
        matrix = of;
        tile = at;
        learned = numbers;
        lent = false;
        long key = Streams.noise(seed, at.layer, step.number, place);
        noise.turnTo(at.rows, columns(), width(), key, (long) at.row * width() + firstUnit());
    }

    /** Where the tile's values are, or those of another matrix of the same shape. */
    final int offset() {
        return matrix.offset(tile.panel, tile.row);
    }

    final PanelMatrix matrix() {
        return matrix;
    }

    final Tile tile() {
        return tile;
    }

    /** Whether the regularizer has asked for the values. */
    final boolean lent() {
        return lent;
    }

    /** Puts into {@link #values} what the regularizer is to change. */
    void lend() {
        values.load(matrix.data(), offset(), WIDTH, tile.rows, columns());
    }

    /** Takes the values back, if they were asked for. */
    final void takeBack(Hook<?> borrower, PanelMatrix to) {
        if (lent) {
            values.takeBack(borrower, tile.layer, to.data(), offset(), WIDTH, tile.rows, columns());
        }
    }

    /** Drops where the values are, as nobody has borrowed them. */
    abstract void drop(long threshold, float factor);

    @Override
    public final int layer() {
        return tile.layer;
    }

    @Override
    public final int width() {
        return matrix.columns();
    }

    @Override
    public final int firstRow() {
        return tile.row;
    }

    @Override
    public final int firstUnit() {
        return tile.panel * WIDTH;
    }

    @Override
    public final int rows() {
        return tile.rows;
    }

    @Override
    public final int columns() {
        return matrix.panelColumns(tile.panel);
    }

    @Override
    public final Step step() {
        return step;
    }

    @Override
    public final float[] values() {
        if (!lent) {
            lend();
            lent = true;
        }
        return values.array();
    }

    @Override
    public final float[] learned() {
        if (learned == null) {
            throw new IllegalStateException("learned() is for a LearnedRegularizer");
        }
        return learned.values();
    }

    @Override
    public final Noise noise() {
        return noise;
    }

    @Override
    public final int[] bits() {
        return noise.bits();
    }

    @Override
    public final float[] normals() {
        return noise.normals();
    }

    @Override
    public final float[] mask(double p) {
        return noise.mask(p);
    }

    @Override
    public final void dropout(double p) {
        long threshold = BlockNoise.threshold(p);
        if (p == 0) {
            return;
        }
        float factor = p == 1 ? 0 : (float) (1 / (1 - p));
        if (lent) {
            dropLent(p, factor);
        } else {
            drop(threshold, factor);
        }
    }

    /** A regularizer that mixes its own arithmetic with dropout; the bits are those of the kernel. */
    private void dropLent(double p, float factor) {
        float[] keep = mask(p);
        float[] x = values.array();
        int length = length();
        for (int i = 0; i < length; i++) {
            x[i] = Float.intBitsToFloat(Float.floatToRawIntBits(x[i] * factor) & -(int) keep[i]);
        }
    }
}
