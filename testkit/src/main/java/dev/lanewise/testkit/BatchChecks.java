package dev.lanewise.testkit;

import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.BatchRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What must hold of {@link BatchRegularizer}. */
final class BatchChecks {
    private static final int ROWS = 30;
    private static final int HEIGHT = 7;
    private static final int WIDTH = 6;
    private static final int CLASSES = 5;

    private BatchChecks() {}

    static List<Check> of(BatchRegularizer hook) {
        float[] images = Numbers.signed(ROWS * HEIGHT * WIDTH, 300);
        float[] classes = new float[ROWS * CLASSES];
        for (int r = 0; r < ROWS; r++) {
            classes[r * CLASSES + r * r % CLASSES] = 1;
        }
        int width = hook.needsImages() ? WIDTH : 0;
        Pass features =
                pass("features", HEIGHT * WIDTH, new SampleBatch(HEIGHT * WIDTH, width, images), hook::features);
        Pass targets = pass(
                "targets",
                CLASSES,
                SampleBatch.targets(CLASSES, width == 0 ? 0 : HEIGHT, width, classes),
                hook::targets);
        List<Check> out = new ArrayList<>(features.checks(true, false));
        out.addAll(targets.checks(true, false));
        out.add(new Check(
                "targets keeps the sum of each row", () -> TargetChecks.checkSums(targets.whole(), ROWS, CLASSES)));
        return out;
    }

    private static Pass pass(String name, int columns, SampleBatch batch, Consumer<BatchRow> hook) {
        return new Pass(name, ROWS, columns, cut -> {
            float[] out = new float[cut.rows() * columns];
            for (int r = cut.rows() - 1; r >= 0; r--) { // in another order than the rows that a whole batch begins with
                SampleBatch.Row row = batch.row(cut.firstRow() + r);
                hook.accept(row);
                System.arraycopy(row.result(), 0, out, r * columns, columns);
            }
            return out;
        });
    }
}
