package dev.lanewise.testkit;

import dev.lanewise.spi.TargetRegularizer;
import java.util.List;
import java.util.stream.Stream;

/** What must hold of {@link TargetRegularizer}. */
final class TargetChecks {
    private static final int ROWS = 30;
    private static final int CLASSES = 7;

    private TargetChecks() {}

    static List<Check> of(TargetRegularizer hook) {
        float[] targets = new float[ROWS * CLASSES];
        for (int r = 0; r < ROWS; r++) {
            targets[r * CLASSES + r * r % CLASSES] = 1;
        }
        Pass apply = new Pass("apply to targets", ROWS, CLASSES, cut -> {
            SampleTargets block = new SampleTargets(
                    cut.firstRow(), cut.rows(), CLASSES, SampleStep.of(ROWS), cut.from(targets, CLASSES));
            hook.apply(block);
            return block.result();
        });
        return Stream.concat(
                        apply.checks(true, false).stream(),
                        Stream.of(new Check(
                                "apply keeps the sum of each row of targets",
                                () -> checkSums(apply.whole(), ROWS, CLASSES))))
                .toList();
    }

    static void checkSums(float[] targets, int rows, int classes) {
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += targets[r * classes + c];
            }
            if (!Numbers.close(sum, 1, 1e-4)) {
                throw new ContractViolation("the targets of sample " + r + " sum to " + sum + " instead of 1");
            }
        }
    }
}
