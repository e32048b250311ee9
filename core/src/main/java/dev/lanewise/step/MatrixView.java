package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.random.Streams;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightMatrix;

/** All weights of a layer, as one regularizer sees them; what it does not ask for is not copied. One task at a time uses it. */
final class MatrixView implements WeightMatrix {
    private static final int WIDTH = PanelMatrix.WIDTH;

    private final Kernels kernels;
    private final StepState step;
    private final long seed;
    private final Hook<MatrixRegularizer> hook;
    private final int layer;
    private final DenseParameters parameters;
    private final float[] state;
    private LentBlock weights;
    private LentBlock bias;
    private LentBlock gradients;
    private boolean lentWeights;
    private boolean lentBias;
    private boolean lentGradients;
    private boolean beforeUpdate;
    private long noiseOf;

    MatrixView(
            Kernels kernels,
            StepState step,
            long seed,
            Hook<MatrixRegularizer> hook,
            int layer,
            DenseParameters parameters,
            float[] state) {
        this.kernels = kernels;
        this.step = step;
        this.seed = seed;
        this.hook = hook;
        this.layer = layer;
        this.parameters = parameters;
        this.state = state;
    }

    /** Lets the regularizer fill its state before the first step. */
    void start() {
        noiseOf = -1;
        call(MatrixRegularizer::start);
        requireIntact();
    }

    /** Lets the regularizer look at the weights before the update, and add to their gradients. */
    void beforeUpdate() {
        noiseOf = step.number;
        beforeUpdate = true;
        call(MatrixView::before);
        beforeUpdate = false;
        requireIntact();
        if (lentGradients) {
            gradients.requireIntact(hook, layer);
            requireFinite(gradients.array(), length());
        }
    }

    /** Lets the regularizer change the weights after the update. */
    void afterUpdate() {
        noiseOf = step.number;
        call(MatrixView::after);
        requireIntact();
        if (lentWeights) {
            requireFinite(weights.array(), length());
            copy(weights.array(), false);
        }
        if (lentBias) {
            requireFinite(bias.array(), units());
            System.arraycopy(bias.array(), 0, parameters.paddedBias(), 0, units());
        }
    }

    /** Asks in each epoch, as a rate that changes may be zero in a layer for some of them. */
    private static void before(MatrixRegularizer hook, WeightMatrix matrix) {
        if (hook.appliesTo(matrix.layer())) {
            hook.beforeUpdate(matrix);
        }
    }

    /** The same after the update. */
    private static void after(MatrixRegularizer hook, WeightMatrix matrix) {
        if (hook.appliesTo(matrix.layer())) {
            hook.afterUpdate(matrix);
        }
    }

    private void call(Hook.Call<MatrixRegularizer, WeightMatrix> method) {
        lentWeights = false;
        lentBias = false;
        lentGradients = false;
        hook.call(method, this, layer, step);
        requireFinite(state, state.length);
    }

    private void requireIntact() {
        if (lentWeights) {
            weights.requireIntact(hook, layer);
        }
        if (lentBias) {
            bias.requireIntact(hook, layer);
        }
    }

    private void requireFinite(float[] values, int length) {
        if (!kernels.finite(values, 0, length)) {
            throw hook.failed("gave a value that is not a finite number", layer, step);
        }
    }

    /** Adds what the regularizer gave before the update to the gradients of a tile, rows 32 apart. */
    void addGradient(WeightTile tile, float[] to) {
        if (!lentGradients) {
            return;
        }
        float[] from = gradients.array();
        for (int r = 0; r < tile.rows(); r++) {
            int at = (tile.firstInput() + r) * units() + tile.panel() * WIDTH;
            for (int c = 0; c < tile.columns(); c++) {
                to[r * WIDTH + c] += from[at + c];
            }
        }
    }

    /** Between the panels and a dense array, one way or the other. */
    private void copy(float[] dense, boolean out) {
        PanelMatrix panels = parameters.weightPanels();
        for (int panel = 0; panel < panels.panels(); panel++) {
            int columns = panels.panelColumns(panel);
            int at = panels.offset(panel, 0);
            for (int to = panel * WIDTH; to < length(); to += units(), at += WIDTH) {
                if (out) {
                    System.arraycopy(panels.data(), at, dense, to, columns);
                } else {
                    System.arraycopy(dense, to, panels.data(), at, columns);
                }
            }
        }
    }

    private LentBlock room(LentBlock made, int length) {
        return made == null ? new LentBlock(kernels, step, length) : made;
    }

    @Override
    public int layer() {
        return layer;
    }

    @Override
    public int inputs() {
        return parameters.inputs();
    }

    @Override
    public int units() {
        return parameters.units();
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public float[] weights() {
        if (!lentWeights) {
            weights = room(weights, length());
            copy(weights.open(length()), true);
            lentWeights = true;
        }
        return weights.array();
    }

    @Override
    public float[] bias() {
        if (!lentBias) {
            bias = room(bias, units());
            System.arraycopy(parameters.paddedBias(), 0, bias.open(units()), 0, units());
            lentBias = true;
        }
        return bias.array();
    }

    @Override
    public float[] gradients() {
        if (!beforeUpdate) {
            throw new IllegalStateException("gradients() is for beforeUpdate");
        }
        if (!lentGradients) {
            gradients = room(gradients, length());
            gradients.fill(length(), 0);
            lentGradients = true;
        }
        return gradients.array();
    }

    @Override
    public float[] state() {
        return state;
    }

    @Override
    public Noise noise() {
        return new KeyNoise(Streams.weightNoise(seed, layer, noiseOf, hook.number()));
    }
}
