package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.step.Hooks.ActivationHook;
import dev.lanewise.step.Hooks.Hook;
import java.util.List;

/** Some rows of a panel of activations, as regularizers see them. One object serves one worker. */
final class PanelBlock implements ActivationBlock {
    private static final int WIDTH = PanelMatrix.WIDTH;

    private final Kernels kernels;
    private final long seed;
    private final StepState step;
    private final DenseBuffer values;
    private final float[] inputs;
    private final BlockNoise noise;

    private PanelMatrix matrix;
    private LayerState state;
    private Tile tile;
    private int layer;
    private int panel;
    private int firstRow;
    private int rows;
    private int columns;
    private boolean backward;
    private boolean maskInOutput;
    private boolean borrowed;
    private boolean changed;
    private Factors factors;
    private boolean haveInputs;

    PanelBlock(Kernels kernels, long seed, StepState step) {
        this.kernels = kernels;
        this.seed = seed;
        this.step = step;
        int capacity = Tile.MOST_BLOCK_ROWS * WIDTH;
        values = new DenseBuffer(capacity);
        inputs = new float[capacity];
        noise = new BlockNoise(kernels, capacity);
    }

    /** Turns to a tile of the activations, or gradients, of a layer. */
    void select(PanelMatrix of, LayerState ofLayer, Tile at) {
        matrix = of;
        state = ofLayer;
        tile = at;
        layer = at.layer;
        panel = at.panel;
        columns = of.panelColumns(panel);
    }

    private void narrow(Tile block) {
        firstRow = block.row;
        rows = block.rows;
        haveInputs = false;
    }

    void applyInput(List<Hook<InputRegularizer>> hooks) {
        backward = false;
        factors = null;
        for (Tile block : tile.blocks) {
            narrow(block);
            for (int i = 0; i < hooks.size(); i++) {
                Hook<InputRegularizer> each = hooks.get(i);
                begin(i);
                try {
                    each.hook().apply(this);
                } catch (Throwable e) { // in some languages checked exceptions are thrown undeclared
                    throw failed(each.owner(), e);
                }
                finish(each.owner());
            }
        }
    }

    void forward(List<ActivationHook> hooks) {
        backward = false;
        for (Tile block : tile.blocks) {
            narrow(block);
            for (int i = 0; i < hooks.size(); i++) {
                forward(hooks.get(i), i);
            }
        }
    }

    private void forward(ActivationHook each, int at) {
        begin(at);
        factors = each.factors();
        try {
            each.hook().forward(this);
        } catch (Throwable e) {
            throw failed(each.owner(), e);
        }
        boolean gaveFactors = borrowed && !changed;
        finish(each.owner());
        if (factors != null) {
            factors.mark(panel, firstRow, rows, gaveFactors);
        }
    }

    /** Whether a hook need not be called, as it gave its factors in this step's forward pass. */
    private boolean multiplied(ActivationHook each) {
        Factors given = each.factors();
        if (given == null || !given.known(panel, firstRow, rows)) {
            return false;
        }
        given.multiply(matrix, panel, firstRow, rows);
        return true;
    }

    /**
     * Applies the backward hooks, the last first.
     *
     * @param before the activations before any hook, or null if all hooks are multiplicative
     * @param scratch shaped as the gradients; overwritten
     */
    void backward(List<ActivationHook> hooks, PanelMatrix before, PanelMatrix scratch) {
        for (Tile block : tile.blocks) {
            narrow(block);
            backwardRows(hooks, before, scratch);
        }
    }

    private void backwardRows(List<ActivationHook> hooks, PanelMatrix before, PanelMatrix scratch) {
        PanelMatrix gradients = matrix;
        for (int i = hooks.size() - 1; i >= 0; i--) {
            ActivationHook each = hooks.get(i);
            if (multiplied(each)) {
                continue;
            }
            if (each.factors() == null) {
                recompute(hooks, i, before, scratch);
                matrix = gradients;
            }
            backward = true;
            factors = null;
            maskInOutput = state.clearsDropped();
            begin(i);
            try {
                each.hook().backward(this);
            } catch (Throwable e) {
                throw failed(each.owner(), e);
            }
            finish(each.owner());
            haveInputs = false;
        }
    }

    /** Finds what hook {@code until} was given, by running those before it again. */
    private void recompute(List<ActivationHook> hooks, int until, PanelMatrix before, PanelMatrix scratch) {
        int at = before.offset(panel, firstRow);
        System.arraycopy(before.data(), at, scratch.data(), at, rows * WIDTH);
        matrix = scratch;
        backward = false;
        for (int i = 0; i < until; i++) {
            if (!multiplied(hooks.get(i))) {
                forward(hooks.get(i), i);
            }
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(scratch.data(), at + r * WIDTH, inputs, r * columns, columns);
        }
        haveInputs = true;
    }

    /** Makes ready for the regularizer at {@code place} among those of the layer. */
    private void begin(int place) {
        borrowed = false;
        changed = false;
        long first = (long) firstRow * width() + firstUnit();
        noise.turnTo(rows, columns, width(), Hooks.noiseKey(seed, layer, step.number, place), first);
    }

    /** Takes the borrowed values back, if they are sound. */
    private void finish(NamedRegularizer owner) {
        if (!borrowed) {
            return;
        }
        if (!values.intactBeyond()) {
            throw new RegularizerException(owner, "wrote outside its block", layer, step.number, null);
        }
        PanelMatrix to = factors == null ? matrix : factors.matrix(matrix);
        if (!values.store(kernels, to.data(), to.offset(panel, firstRow), WIDTH, rows, columns)) {
            throw new RegularizerException(owner, "gave a value that is not a finite number", layer, step.number, null);
        }
        if (factors != null) {
            factors.multiply(matrix, panel, firstRow, rows);
        }
        borrowed = false;
    }

    private RegularizerException failed(NamedRegularizer owner, Throwable e) {
        return new RegularizerException(owner, "threw " + e, layer, step.number, e);
    }

    @Override
    public int layer() {
        return layer;
    }

    @Override
    public int width() {
        return matrix.columns();
    }

    @Override
    public int firstRow() {
        return firstRow;
    }

    @Override
    public int firstUnit() {
        return panel * WIDTH;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public Step step() {
        return step;
    }

    /**
     * {@inheritDoc}
     *
     * <p>What a {@link dev.lanewise.spi.MultiplicativeRegularizer} makes of ones are its factors.
     */
    @Override
    public float[] values() {
        if (!borrowed) {
            if (factors != null) {
                values.fill(length(), 1);
            } else {
                values.load(matrix.data(), matrix.offset(panel, firstRow), WIDTH, rows, columns);
            }
            borrowed = true;
        }
        return values.array();
    }

    @Override
    public float[] inputs() {
        if (!haveInputs || !backward) {
            throw new IllegalStateException(
                    "inputs() is for the backward call of an ActivationRegularizer that is not a MultiplicativeRegularizer");
        }
        return inputs;
    }

    @Override
    public int[] bits() {
        return noise.bits();
    }

    @Override
    public float[] normals() {
        return noise.normals();
    }

    @Override
    public float[] mask(double p) {
        return noise.mask(p);
    }

    /**
     * {@inheritDoc}
     *
     * <p>In a backward call through ReLU the mask is not made again: gradients of dropped units are cleared with those of units
     * at zero, as the stored output is zero for both.
     */
    @Override
    public void dropout(double p) {
        long threshold = BlockNoise.threshold(p);
        if (p == 0) {
            return;
        }
        float factor = p == 1 ? 0 : (float) (1 / (1 - p));
        if (borrowed) {
            dropBorrowed(p, factor);
            return;
        }
        changed = true;
        int at = matrix.offset(panel, firstRow);
        if (backward && maskInOutput) {
            kernels.scale(matrix.data(), at, rows * WIDTH, factor);
        } else {
            noise.dropout(matrix.data(), at, threshold, factor);
        }
    }

    /** A regularizer that mixes its own arithmetic with dropout; the bits are those of the kernel. */
    private void dropBorrowed(double p, float factor) {
        float[] keep = mask(p);
        float[] x = values.array();
        int length = length();
        for (int i = 0; i < length; i++) {
            x[i] = Float.intBitsToFloat(Float.floatToRawIntBits(x[i] * factor) & -(int) keep[i]);
        }
    }
}
