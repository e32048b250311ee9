package dev.lanewise.step;

import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetBlock;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.step.Hooks.Hook;
import java.util.List;

/** The target distributions of some rows of the batch. One object serves one worker. */
final class TargetRows implements TargetBlock {
    /** Far above rounding, even over a million classes, and far below any mistake. */
    private static final float SUM_TOLERANCE = 1e-3f;

    private final StepState step;
    private final int outputLayer;
    private final int classes;
    private final DenseBuffer targets;
    private int firstRow;
    private int rows;

    TargetRows(StepState step, int outputLayer, int maximumRows, int classes) {
        this.step = step;
        this.outputLayer = outputLayer;
        this.classes = classes;
        targets = new DenseBuffer(maximumRows * classes);
    }

    /** Makes the rows one-hot, then lets the regularizers change them. */
    void fill(List<Hook<TargetRegularizer>> hooks, byte[] labels, int[] order, int from, int batchRow, int count) {
        firstRow = batchRow;
        rows = count;
        targets.fill(length(), 0);
        for (int r = 0; r < count; r++) {
            targets.array()[r * classes + (labels[order[from + r]] & 0xFF)] = 1f;
        }
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
        for (int r = 0; r < rows; r++) {
            float sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += targets.array()[r * classes + c];
            }
            if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) {
                throw failed(owner, "gave targets that sum to " + sum + " instead of 1", null);
            }
        }
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
