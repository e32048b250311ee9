package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightPenalty;
import dev.lanewise.step.Hooks.Hook;
import java.util.List;

/** A block of weights, as regularizers see it. One object serves one worker. */
final class DenseWeights implements WeightBlock {
    private static final int WIDTH = PanelMatrix.WIDTH;

    private final Kernels kernels;
    private final StepState step;
    private final DenseBuffer block;
    private final DenseBuffer[] panels;
    private final DenseBuffer gradients;

    private int layer;
    private boolean bias;
    private int firstInput;
    private int firstUnit;
    private int rows;
    private int columns;
    private boolean withGradients;
    private DenseBuffer weights;

    DenseWeights(Kernels kernels, StepState step, LayerState[] layers) {
        this.kernels = kernels;
        this.step = step;
        block = new DenseBuffer(WIDTH * WIDTH);
        gradients = new DenseBuffer(WIDTH * WIDTH);
        panels = new DenseBuffer[layers.length]; // none larger than need be, as all that is beyond a block is watched
        for (int l = 0; l < panels.length; l++) {
            PanelMatrix each = layers[l].parameters.weightPanels();
            panels[l] = new DenseBuffer(each.rows() * Math.min(WIDTH, each.columns()));
        }
    }

    /** Turns to rows of a panel of a layer's weights, or to a panel of its biases. */
    void select(int ofLayer, boolean isBias, int fromInput, int fromUnit, int rowCount, int columnCount) {
        layer = ofLayer;
        bias = isBias;
        firstInput = fromInput;
        firstUnit = fromUnit;
        rows = rowCount;
        columns = columnCount;
    }

    /** Adds the penalties' gradients to {@code g}, rows 32 apart. */
    void penalize(List<Hook<WeightPenalty>> hooks, float[] w, int offset, float[] g) {
        withGradients = true;
        weights = block;
        for (int i = 0; i < hooks.size(); i++) {
            Hook<WeightPenalty> each = hooks.get(i);
            weights.load(w, offset, WIDTH, rows, columns);
            gradients.load(g, 0, WIDTH, rows, columns);
            try {
                if (bias && !each.hook().appliesToBiases()) {
                    continue;
                }
                each.hook().addGradient(this);
            } catch (Throwable e) {
                throw failed(each.owner(), e);
            }
            store(each.owner(), gradients, g, 0);
        }
    }

    /** Applies the constraints to {@code w}, rows 32 apart. */
    void constrain(List<Hook<WeightConstraint>> hooks, float[] w, int offset) {
        withGradients = false;
        weights = panels[layer];
        for (int i = 0; i < hooks.size(); i++) {
            Hook<WeightConstraint> each = hooks.get(i);
            weights.load(w, offset, WIDTH, rows, columns);
            try {
                each.hook().constrain(this);
            } catch (Throwable e) {
                throw failed(each.owner(), e);
            }
            store(each.owner(), weights, w, offset);
        }
    }

    private void store(NamedRegularizer owner, DenseBuffer written, float[] target, int offset) {
        if (!weights.intactBeyond() || !written.intactBeyond()) {
            throw new RegularizerException(owner, "wrote outside its block", layer, step.number, null);
        }
        if (!written.store(kernels, target, offset, WIDTH, rows, columns)) {
            throw new RegularizerException(owner, "gave a value that is not a finite number", layer, step.number, null);
        }
    }

    private RegularizerException failed(NamedRegularizer owner, Throwable e) {
        return new RegularizerException(owner, "threw " + e, layer, step.number, e);
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
        return firstInput;
    }

    @Override
    public int firstUnit() {
        return firstUnit;
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

    @Override
    public float[] weights() {
        return weights.array();
    }

    @Override
    public float[] gradients() {
        if (!withGradients) {
            throw new IllegalStateException("gradients() is for penalties, not for constraints");
        }
        return gradients.array();
    }
}
