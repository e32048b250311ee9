package dev.lanewise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.ReferenceKernels;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final float[][] ROWS = {{1, 10}, {2, 20}, {3, 30}, {4, 40}, {5, 50}, {6, 60}};
    private static final int[] CLASSES = {0, 0, 0, 0, 61, 61};

    @Test
    void classesMayBeAnyNumber() {
        Table table = Table.ofClasses(ROWS, CLASSES, 62);
        assertThat(table.outputs()).isEqualTo(62);
        assertThat(table.target()).isEqualTo(Target.CLASS);
        float[] targets = new float[2 * 64];
        table.targets(new int[] {4, 0}, 0, 2, targets, 64);
        assertThat(targets[61]).isEqualTo(1);
        assertThat(targets[64]).isEqualTo(1);
        assertThat(targets).containsOnly(0, 1);
    }

    @Test
    void classesAreCounted() {
        int[] counts = Table.ofClasses(ROWS, CLASSES, 62).classCounts();
        assertThat(counts).hasSize(62);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(ROWS.length);
        assertThat(counts[0]).isEqualTo(4);
        Table values = Table.ofValues(ROWS, new float[6][1]);
        assertThatThrownBy(values::classCounts).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rowsMayComeFromAFunction() {
        Table table = Table.ofValues(i -> new float[] {i, -i, 7}, new float[][] {{1, 2}, {3, 4}, {5, 6}});
        PanelMatrix x = new PanelMatrix(4, 3);
        table.gather(new ReferenceKernels(), new int[] {2, 1}, 0, 2, x, 1);
        assertThat(x.toRowMajor()).containsExactly(0, 0, 0, 2, -2, 7, 1, -1, 7, 0, 0, 0);
        float[] targets = new float[2];
        table.targets(new int[] {2}, 0, 1, targets, 2);
        assertThat(targets).containsExactly(5, 6);
        assertThat(table.target()).isEqualTo(Target.VALUES);
    }

    @Test
    void aPartIsHeldOutOfEachClass() {
        TrainTest<Table> parts = Table.ofClasses(ROWS, CLASSES, 62).holdOut(0.5, 1);
        assertThat(parts.train().size()).isEqualTo(3);
        assertThat(parts.test().size()).isEqualTo(3);
        for (Table each : new Table[] {parts.train(), parts.test()}) {
            assertThat(new int[] {each.classOf(0), each.classOf(1), each.classOf(2)})
                    .containsExactly(0, 0, 61);
            assertThat(each.row(0)[0]).isLessThan(each.row(1)[0]);
        }
        TrainTest<Table> values = Table.ofValues(ROWS, new float[6][1]).holdOut(0.34, 1);
        assertThat(values.test().size()).isEqualTo(2);
    }

    @Test
    void anotherNumberGivesAnotherChecksum() {
        long sum = Table.ofClasses(ROWS, CLASSES, 62).checksum();
        float[][] other = Arrays.stream(ROWS).map(float[]::clone).toArray(float[][]::new);
        assertThat(Table.ofClasses(other, CLASSES.clone(), 62).checksum()).isEqualTo(sum);
        other[5][1] = Math.nextUp(60f);
        assertThat(Table.ofClasses(other, CLASSES, 62).checksum()).isNotEqualTo(sum);
        assertThat(Table.ofClasses(ROWS, new int[] {0, 0, 0, 0, 61, 60}, 62).checksum())
                .isNotEqualTo(sum);
    }

    @Test
    void standardizationBringsColumnsToMeanZeroAndDeviationOne() {
        float[][] rows = {{1, 7, 1e6f}, {3, 7, 1e6f + 1}, {5, 7, 1e6f + 5}};
        Table table = Table.ofValues(rows, new float[] {10}, new float[] {20}, new float[] {30});
        Standardization fitted = Standardization.of(table);
        assertThat(fitted.mean()).containsExactly(3, 7, 1e6f + 2);
        assertThat(fitted.deviation()[0]).isCloseTo((float) Math.sqrt(8.0 / 3), within(1e-6f));
        assertThat(fitted.deviation()[1]).isEqualTo(1);
        float[] row = rows[2].clone();
        fitted.apply(row, 0);
        assertThat(row[0]).isCloseTo((float) Math.sqrt(1.5), within(1e-6f));
        assertThat(row[1]).isZero();
        fitted.undo(row, 0);
        assertThat(row).containsExactly(rows[2], within(1e-6f));
        assertThat(Standardization.ofTargets(table).mean()).containsExactly(20);
    }

    @Test
    void theBitsOfOneRowAreThoseOfMany() {
        Standardization fitted = Standardization.of(Table.ofClasses(ROWS, CLASSES, 62));
        PanelMatrix x = new PanelMatrix(6, 2);
        for (int r = 0; r < 6; r++) {
            new ReferenceKernels().setRow(x, r, ROWS[r], 0);
        }
        fitted.apply(new ReferenceKernels(), x, 0, 6);
        for (int r = 0; r < 6; r++) {
            float[] row = ROWS[r].clone();
            fitted.apply(row, 0);
            assertThat(row).containsExactly(x.get(r, 0), x.get(r, 1));
        }
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refused(() -> Table.ofClasses(ROWS, new int[5], 2), "there are 6 rows, but 5 targets");
        refused(() -> Table.ofClasses(new float[0][], new int[0], 2), "there are no rows");
        refused(() -> Table.ofClasses(new float[1][0], new int[1], 2), "row 0 has no columns");
        refused(() -> Table.ofClasses(ROWS, CLASSES, 0), "the number of classes must be at least 1, but is 0");
        refused(() -> Table.ofValues(new float[1][1], new float[0]), "row 0 has no targets");
        refused(() -> Table.ofClasses(ROWS, CLASSES, 61), "row 4 is of class 61, but classes are 0 to 60");
        refused(
                () -> Table.ofClasses(new float[][] {{1, 2}, {3}}, new int[2], 2),
                "row 1 has 1 columns, but row 0 has 2");
        refused(
                () -> Table.ofClasses(new float[][] {{1, 2}, {3, Float.NaN}}, new int[2], 2),
                "row 1 has NaN in column 1");
        refused(() -> Table.ofLabels(new float[2][1], new float[][] {{1}, {0.5f}}), "row 1 has 0.5 as label 0");
        refused(() -> Table.ofValues(new float[2][1], new float[] {1}, new float[2]), "row 1 has 2 targets");
        refused(
                () -> Table.ofValues(new float[1][1], new float[] {Float.POSITIVE_INFINITY}),
                "row 0 has Infinity in target 0");
        refused(
                () -> new Standardization(new float[2], new float[] {1, 0}),
                "column 1 has the mean 0.0 and the deviation 0.0");
    }

    private static void refused(ThrowingCallable call, String reason) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(reason);
    }
}
