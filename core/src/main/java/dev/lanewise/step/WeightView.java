package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.optim.Slice;
import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightPenalty;
import java.util.List;

/** A tile of weights or biases, as regularizers see it. One object serves one worker. */
final class WeightView implements WeightBlock {
    private static final int WIDTH = PanelMatrix.WIDTH;

    private final StepState step;
    private final LentBlock block;
    private final LentBlock[] panels;
    private final LentBlock gradients;
    private final WeightNoise noise;

    private WeightTile tile;
    private LentBlock weights;
    private boolean withGradients;

    WeightView(Kernels kernels, StepState step, LayerState[] layers, long seed) {
        this.step = step;
        noise = new WeightNoise(kernels, step, layers, seed);
        block = new LentBlock(kernels, step, WIDTH * WIDTH);
        gradients = new LentBlock(kernels, step, WIDTH * WIDTH);
        panels = new LentBlock[layers.length]; // none larger than need be, as all that lies beyond a block is checked
        for (int l = 0; l < panels.length; l++) {
            PanelMatrix each = layers[l].parameters.weightPanels();
            panels[l] = new LentBlock(kernels, step, each.rows() * Math.min(WIDTH, each.columns()));
        }
    }

    private void lend(Hook<?> borrower, WeightTile of, LentBlock to) {
        noise.turnTo(of, borrower.number());
        tile = of;
        weights = to;
        Slice slice = of.slice();
        to.load(slice.parameters(), slice.offset(), WIDTH, of.rows(), of.columns());
    }

    /** Adds the penalties' gradients to {@code g}, rows 32 apart. */
    void penalize(List<Hook<WeightPenalty>> hooks, WeightTile of, float[] g) {
        for (int i = 0; i < hooks.size(); i++) {
            changeGradients(hooks.get(i), WeightView::addGradient, of, g);
        }
    }

    /** Lets regularizers change the gradients in {@code g}, rows 32 apart. */
    void change(List<Hook<GradientRegularizer>> hooks, WeightTile of, float[] g) {
        for (int i = 0; i < hooks.size(); i++) {
            changeGradients(hooks.get(i), WeightView::change, of, g);
        }
    }

    private <T> void changeGradients(Hook<T> each, Hook.Call<T, WeightView> method, WeightTile of, float[] g) {
        withGradients = true;
        lend(each, of, block);
        gradients.load(g, 0, WIDTH, of.rows(), of.columns());
        each.call(method, this, of.layer(), step);
        weights.requireIntact(each, of.layer());
        gradients.takeBack(each, of.layer(), g, 0, WIDTH, of.rows(), of.columns());
    }

    private static void change(GradientRegularizer regularizer, WeightView view) {
        if (!view.bias() || regularizer.appliesToBiases()) {
            regularizer.change(view);
        }
    }

    private static void addGradient(WeightPenalty penalty, WeightView view) {
        if (!view.bias() || penalty.appliesToBiases()) {
            penalty.addGradient(view);
        }
    }

    /** Applies the constraints to whole columns of a layer's weights. */
    void constrain(List<Hook<WeightConstraint>> hooks, WeightTile of) {
        withGradients = false;
        for (int i = 0; i < hooks.size(); i++) {
            Hook<WeightConstraint> each = hooks.get(i);
            lend(each, of, panels[of.layer()]);
            each.call(WeightConstraint::constrain, this, of.layer(), step);
            Slice slice = of.slice();
            weights.takeBack(each, of.layer(), slice.parameters(), slice.offset(), WIDTH, of.rows(), of.columns());
        }
    }

    @Override
    public int layer() {
        return tile.layer();
    }

    @Override
    public boolean bias() {
        return tile.bias();
    }

    @Override
    public int firstInput() {
        return tile.firstInput();
    }

    @Override
    public int firstUnit() {
        return tile.panel() * WIDTH;
    }

    @Override
    public int rows() {
        return tile.rows();
    }

    @Override
    public int columns() {
        return tile.columns();
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

    @Override
    public Noise noise() {
        return noise.numbers();
    }

    @Override
    public float[] normals() {
        return noise.numbers().normals();
    }
}
