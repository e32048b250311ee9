package dev.lanewise.train;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetBlock;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.train.Hooks.Hook;
import java.util.Arrays;
import java.util.List;

/** The target distributions of some rows of the batch. One object serves one worker. */
final class TargetRows implements TargetBlock {
    private final Kernels kernels;
    private final StepState step;
    private final int outputLayer;
    private final int classes;
    private final float[] targets;
    private int firstRow;
    private int rows;

    TargetRows(Kernels kernels, StepState step, int outputLayer, int maximumRows, int classes) {
        this.kernels = kernels;
        this.step = step;
        this.outputLayer = outputLayer;
        this.classes = classes;
        targets = new float[maximumRows * classes];
    }

    /** Makes the rows one-hot, then lets the regularizers change them. */
    void fill(List<Hook<TargetRegularizer>> hooks, byte[] labels, int[] order, int from, int batchRow, int count) {
        firstRow = batchRow;
        rows = count;
        Arrays.fill(targets, 0, length(), 0f);
        for (int r = 0; r < count; r++) {
            targets[r * classes + (labels[order[from + r]] & 0xFF)] = 1f;
        }
        for (int i = 0; i < hooks.size(); i++) {
            Hook<TargetRegularizer> each = hooks.get(i);
            try {
                each.hook().apply(this);
            } catch (RuntimeException | LinkageError e) {
                throw new RegularizerException(each.owner(), "threw " + e, outputLayer, step.number, e);
            }
            if (!kernels.finite(targets, 0, length())) {
                throw new RegularizerException(
                        each.owner(), "gave a value that is not a finite number", outputLayer, step.number, null);
            }
        }
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
        return targets;
    }
}
