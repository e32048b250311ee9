package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Loss;
import dev.lanewise.random.Streams;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetBlock;
import dev.lanewise.spi.TargetRegularizer;
import java.util.List;

/** The targets of some rows of the batch, as regularizers see them. One object serves one worker. */
final class TargetView implements TargetBlock {
    private final StepState step;
    private final int outputLayer;
    private final Loss loss;
    private final int outputs;
    private final BatchRows source;
    private final long seed;
    private final float[] truth;
    private final LentBlock targets;
    private int number;
    private int firstRow;
    private int rows;

    TargetView(Kernels kernels, StepState step, int outputLayer, Loss loss, int outputs, BatchRows source, long seed) {
        this.step = step;
        this.outputLayer = outputLayer;
        this.loss = loss;
        this.outputs = outputs;
        this.source = source;
        this.seed = seed;
        truth = new float[Phases.MOST_ROWS * outputs];
        targets = new LentBlock(kernels, step, truth.length);
    }

    /** Turns to the targets of rows of the batch. */
    void turnTo(int row, int count) {
        firstRow = row;
        rows = count;
        source.targets(row, count, truth);
        targets.load(truth, 0, outputs, count, outputs);
    }

    /** Lets regularizers change the targets. */
    void apply(List<Hook<TargetRegularizer>> hooks) {
        for (int i = 0; i < hooks.size(); i++) {
            Hook<TargetRegularizer> each = hooks.get(i);
            number = each.number();
            each.call(TargetRegularizer::apply, this, outputLayer, step);
            targets.requireIntact(each, outputLayer);
            String fault = loss.fault(targets.array(), rows, outputs);
            if (fault != null) {
                throw each.failed("gave targets that " + fault, outputLayer, step);
            }
        }
    }

    /** The targets before regularizers of targets change them, row-major [rows][outputs]. */
    float[] truth() {
        return truth;
    }

    @Override
    public int firstRow() {
        return firstRow;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int classes() {
        return outputs;
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public Noise noise() {
        return new KeyNoise(Streams.targetNoise(seed, step.number(), number));
    }

    @Override
    public float[] targets() {
        return targets.array();
    }
}
