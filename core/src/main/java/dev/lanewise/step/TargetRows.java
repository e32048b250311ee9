package dev.lanewise.step;

import dev.lanewise.nn.Loss;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetBlock;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.step.Hooks.Hook;
import java.util.List;

/** The targets of some rows of the batch. One object serves one worker. */
final class TargetRows implements TargetBlock {
    private final StepState step;
    private final int outputLayer;
    private final Loss loss;
    private final int classes;
    private final float[] truth;
    private final DenseBuffer targets;
    private int firstRow;
    private int rows;

    TargetRows(StepState step, int outputLayer, int maximumRows, Loss loss, int classes) {
        this.step = step;
        this.outputLayer = outputLayer;
        this.loss = loss;
        this.classes = classes;
        truth = new float[maximumRows * classes];
        targets = new DenseBuffer(maximumRows * classes);
    }

    /** Turns to the targets of rows of the batch. */
    void fill(Batch batch, int batchRow, int count) {
        firstRow = batchRow;
        rows = count;
        batch.samples.targets(batch.order, batch.from + batchRow, count, truth, classes);
        targets.load(truth, 0, classes, rows, classes);
    }

    /** Lets the regularizers change the targets. */
    void regularize(List<Hook<TargetRegularizer>> hooks) {
        for (int i = 0; i < hooks.size(); i++) {
            Hook<TargetRegularizer> each = hooks.get(i);
            try {
                each.hook().apply(this);
            } catch (Throwable e) {
                throw failed(each.owner(), "threw " + e, e);
            }
            check(each.owner());
        }
    }

    private void check(NamedRegularizer owner) {
        if (!targets.intactBeyond()) {
            throw failed(owner, "wrote outside its block", null);
        }
        String fault = loss.fault(targets.array(), rows, classes);
        if (fault != null) {
            throw failed(owner, "gave targets that " + fault, null);
        }
    }

    /** The targets as they are in the data, row-major [rows][classes]. */
    float[] truth() {
        return truth;
    }

    private RegularizerException failed(NamedRegularizer owner, String what, Throwable cause) {
        return new RegularizerException(owner, what, outputLayer, step.number, cause);
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
        return classes;
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public float[] targets() {
        return targets.array();
    }
}
