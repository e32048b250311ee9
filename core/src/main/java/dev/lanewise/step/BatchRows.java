package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.BatchRegularizer;
import java.util.List;

/** The samples of the batch as regularizers of batches make them: features for the gather, targets for the loss. Serves one worker. */
final class BatchRows implements RowSource {
    private final Kernels kernels;
    private final Batch batch;
    private final int outputs;
    private final boolean idle;
    private final RowSource last;
    private final float[] row;
    private final PanelMatrix another;

    /** Where the features of one row have been gathered already. */
    private PanelMatrix input;

    private int inputRow;

    BatchRows(
            Kernels kernels,
            List<Hook<BatchRegularizer>> hooks,
            Sequential net,
            Batch batch,
            StepState step,
            long seed) {
        this.kernels = kernels;
        this.batch = batch;
        outputs = net.classes();
        idle = hooks.isEmpty();
        row = idle ? null : new float[Math.max(net.features(), outputs)];
        another = idle ? null : new PanelMatrix(1, net.features());
        RowSource source = this;
        for (int place = 0; place < hooks.size(); place++) {
            source = new BatchView(kernels, hooks.get(place), place, source, net, batch, step, seed);
        }
        last = source;
    }

    /** Lets regularizers change rows of the input that were just gathered. */
    void prepare(PanelMatrix gathered, int firstRow, int rows) {
        if (idle) {
            return;
        }
        input = gathered;
        for (inputRow = firstRow; inputRow < firstRow + rows; inputRow++) {
            last.read(Part.FEATURES, inputRow, row);
            kernels.setRow(gathered, inputRow, row, 0);
        }
    }

    /** Writes the targets of rows, [rows][outputs]. */
    void targets(int firstRow, int rows, float[] out) {
        if (idle) {
            batch.samples.targets(batch.order, batch.from + firstRow, rows, out, outputs);
            return;
        }
        for (int r = 0; r < rows; r++) {
            last.read(Part.TARGET, firstRow + r, row);
            System.arraycopy(row, 0, out, r * outputs, outputs);
        }
    }

    /** The samples as they are in the data. */
    @Override
    public void read(Part part, int at, float[] out) {
        if (part == Part.TARGET) {
            batch.samples.targets(batch.order, batch.from + at, 1, out, outputs);
        } else if (at == inputRow) {
            kernels.getRow(input, at, out, 0);
        } else {
            batch.samples.gather(kernels, batch.order, batch.from + at, 1, another, 0);
            kernels.getRow(another, 0, out, 0);
        }
    }
}
