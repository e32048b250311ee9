package dev.lanewise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.Samples;
import dev.lanewise.data.Table;
import dev.lanewise.kernel.Fma;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.Polynomials;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.kernel.choice.KernelChoice;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {
    private static final int OUTPUTS = 3;

    static Stream<Loss> losses() {
        return Stream.of(
                Loss.softmaxCrossEntropy(),
                Loss.softmaxCrossEntropy(0.5f, 2, 1),
                Loss.binaryCrossEntropy(),
                Loss.meanSquaredError(),
                Loss.huber(0.7f));
    }

    private static double value(Loss loss, float[] outputs, float[] targets) {
        return loss.rows(new ReferenceKernels(), OUTPUTS).value(outputs, 0, targets, 0);
    }

    /** Targets that are distributions are good for all losses. */
    private static float[] targets(SplittableRandom random) {
        float a = (float) random.nextDouble(0, 0.5);
        float b = (float) random.nextDouble(0, 0.5);
        return new float[] {a, b, 1 - a - b};
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAreDifferencesOfValues(Loss loss) {
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 0; n < 50; n++) {
            float[] outputs = {number(random), number(random), number(random)};
            float[] targets = targets(random);
            PanelMatrix matrix = new PanelMatrix(4, OUTPUTS);
            new ReferenceKernels().setRow(matrix, 1, outputs, 0);
            double[] values = new double[4];
            loss.rows(new ReferenceKernels(), OUTPUTS).gradient(matrix, 1, 1, targets, targets, values, new boolean[4]);
            assertThat(values[1]).isEqualTo(value(loss, outputs, targets));
            for (int j = 0; j < OUTPUTS; j++) {
                float[] above = outputs.clone();
                float[] below = outputs.clone();
                above[j] += 0x1p-9f;
                below[j] -= 0x1p-9f;
                double difference = (value(loss, above, targets) - value(loss, below, targets)) / 0x1p-8;
                assertThat((double) matrix.get(1, j))
                        .as("%s, output %d", loss, j)
                        .isCloseTo(difference, within(2e-3));
            }
        }
    }

    private static float number(SplittableRandom random) {
        return (float) random.nextDouble(-3, 3);
    }

    static Stream<Arguments> softmaxes() {
        return Stream.of(10, 300, 3000)
                .flatMap(outputs -> Stream.of(new ReferenceKernels(), KernelChoice.choose("simd"))
                        .flatMap(kernels ->
                                Stream.of(false, true).map(weighted -> Arguments.of(outputs, kernels, weighted))));
    }

    /** More rows than the buffers hold, greatest numbers that are equal, and a row that is not finite among the others. */
    @ParameterizedTest
    @MethodSource("softmaxes")
    void softmaxOfManyRowsIsThatOfEach(int outputs, Kernels kernels, boolean weighted) {
        int rows = 3 + 2500 / outputs;
        SplittableRandom random = new SplittableRandom(4);
        float[] weights = new float[outputs];
        PanelMatrix logits = new PanelMatrix(rows + 1, outputs);
        float[][] before = new float[rows][outputs];
        float[] targets = new float[rows * outputs];
        for (int i = 0; i < targets.length; i++) {
            before[i / outputs][i % outputs] = random.nextInt(-9, 10);
            targets[i] = random.nextInt(3) / 300f;
            weights[i % outputs] = weighted ? 1 + i % outputs % 3 : 1;
        }
        before[1][2] = Float.POSITIVE_INFINITY;
        before[2][0] = Float.NEGATIVE_INFINITY;
        targets[2 * outputs] = 0;
        for (int r = 0; r < rows; r++) {
            kernels.setRow(logits, 1 + r, before[r], 0);
        }
        Loss loss = weighted ? Loss.softmaxCrossEntropy(weights) : Loss.softmaxCrossEntropy();
        double[] losses = new double[rows + 1];
        boolean[] hits = new boolean[rows + 1];

        loss.rows(kernels, outputs).gradient(logits, 1, rows, targets, targets, losses, hits);

        for (int r = 0; r < rows; r++) {
            float[] z = before[r];
            float[] target = Arrays.copyOfRange(targets, r * outputs, (r + 1) * outputs);
            int winner = Classes.greatest(z, 0, outputs);
            float sum = 0;
            float weight = 0;
            for (int c = 0; c < outputs; c++) {
                sum += Polynomials.exp(z[c] - z[winner]);
                weight += weights[c] * target[c];
            }
            double expected = 0;
            float[] gradient = new float[outputs];
            for (int c = 0; c < outputs; c++) {
                float part = weights[c] * target[c];
                expected += part == 0 ? 0 : part * (StrictMath.log(sum) + z[winner] - z[c]);
                float share = (weighted ? weight : 1) / sum;
                gradient[c] = Fma.fma(Polynomials.exp(z[c] - z[winner]), share, -part);
            }
            float[] row = new float[outputs];
            kernels.getRow(logits, 1 + r, row, 0);
            assertThat(row).isEqualTo(gradient);
            assertThat(losses[1 + r]).isEqualTo(Double.valueOf(expected)); // also if it is NaN
            assertThat(hits[1 + r]).isEqualTo(winner == Classes.greatest(target, 0, outputs));
        }
        assertThat(losses[2]).isNaN();
        assertThat(losses[3]).isFinite();
    }

    @ParameterizedTest
    @CsvSource({"1;2;2;0", "0;0;0;0", "-0.0;0;-1;0", "3;3;4;5", "-1;-2;-3;-1"})
    void theGreatestIsTheFirstOfEquals(String text) {
        float[] numbers = new float[6];
        int at = 2; // of a longer array
        for (String each : text.split(";")) {
            numbers[at++] = Float.parseFloat(each);
        }
        int greatest = Classes.greatest(numbers, 2, 4);
        for (int c = 0; c < 4; c++) {
            assertThat(Classes.isGreatest(numbers, 2, 4, c)).isEqualTo(c == greatest);
        }
    }

    @Test
    void valuesAreThoseOfTheTextbook() {
        float[] z = {0.5f, -2, 1};
        float[] t = {1, 0, 1};
        double bce = 0;
        for (int j = 0; j < 3; j++) {
            double p = 1 / (1 + Math.exp(-z[j]));
            bce -= (t[j] * Math.log(p) + (1 - t[j]) * Math.log(1 - p)) / 3;
        }
        assertThat(value(Loss.binaryCrossEntropy(), z, t)).isCloseTo(bce, within(1e-12));
        assertThat(value(Loss.meanSquaredError(), z, t)).isCloseTo((0.25 + 4 + 0) / 3, within(1e-12));
        assertThat(value(Loss.huber(1), z, t)).isCloseTo((0.125 + 1.5 + 0) / 3, within(1e-12));
        float[] second = {0, 1, 0};
        assertThat(value(Loss.softmaxCrossEntropy(1, 4, 1), z, second))
                .isCloseTo(4 * value(Loss.softmaxCrossEntropy(), z, second), within(1e-6));
    }

    @Test
    void valuesOfOutputsFarOffAreFinite() {
        for (float z : new float[] {-1e30f, -1000, 1000, 1e30f}) {
            for (float t : new float[] {0, 1}) {
                double value = value(Loss.binaryCrossEntropy(), new float[] {z, z, z}, new float[] {t, t, t});
                assertThat(value).isCloseTo(z > 0 == t > 0 ? 0 : Math.abs(z), within(1e-9 * Math.abs(z)));
            }
        }
    }

    @Test
    void aRowIsRightIfAllItsLabelsAre() {
        Loss.Rows rows = Loss.binaryCrossEntropy().rows(new ReferenceKernels(), OUTPUTS);
        assertThat(rows.hit(new float[] {1, -1, 3}, 0, new float[] {1, 0, 1}, 0))
                .isTrue();
        assertThat(rows.hit(new float[] {1, 1, 3}, 0, new float[] {1, 0, 1}, 0)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theirNamesAreRead(Loss loss) {
        assertThat(Loss.parse(loss.name()).name()).isEqualTo(loss.name());
        assertThat(loss).hasToString(loss.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hinge",
                "",
                "huber:0",
                "huber:x",
                "huber:1,2",
                "mean-squared-error:1",
                "softmax-cross-entropy:1",
                "softmax-cross-entropy:1,-1",
                "softmax-cross-entropy:1,NaN",
                "softmax-cross-entropy:",
                "binary-cross-entropy:2"
            })
    void otherNamesAreRefused(String text) {
        assertThatThrownBy(() -> Loss.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void softmaxOverOneOutputIsRefused() {
        Sequential one = Sequential.of(Dense.linear(1));
        assertThatThrownBy(() -> one.loss(Loss.softmaxCrossEntropy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the softmax of one output is 1 whatever the network says");
        assertThatThrownBy(() -> Sequential.of(Dense.linear(2)).loss(Loss.softmaxCrossEntropy(1, 2, 3)))
                .hasMessageContaining("weights for 3 classes, but the network 2 outputs");
    }

    private static final float[][] ROWS = {{1}, {2}, {3}, {4}};
    private static final Samples CLASSES = Table.ofClasses(ROWS, new int[] {0, 1, 1, 1}, 2);
    private static final Samples LABELS = Table.ofLabels(ROWS, new float[][] {{0, 1}, {1, 1}, {0, 0}, {1, 0}});
    private static final Samples VALUES =
            Table.ofValues(ROWS, new float[] {1, 2}, new float[] {3, 4}, new float[2], new float[2]);

    private static void refused(Loss loss, Samples data, String reason) {
        assertThatThrownBy(() -> loss.check(data, 2)).as("%s", loss).hasMessageContaining(reason);
    }

    @Test
    void targetsOfAnotherKindAreRefused() {
        refused(Loss.softmaxCrossEntropy(), VALUES, "the targets of the data are values");
        refused(Loss.softmaxCrossEntropy(), LABELS, "use binary-cross-entropy");
        refused(Loss.binaryCrossEntropy(), VALUES, "use mean-squared-error");
        refused(
                Loss.meanSquaredError(),
                Table.ofValues(ROWS, new float[4][3]),
                "2 outputs, but the data has 3 targets");
        for (Loss each : new Loss[] {Loss.meanSquaredError(), Loss.huber(1)}) {
            each.check(VALUES, 2);
            each.check(LABELS, 2);
            each.check(CLASSES, 2);
        }
        Loss.binaryCrossEntropy().check(CLASSES, 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 2.0", "1, 0.6666667"})
    void balancedClassesCountAlike(int label, float weight) {
        String[] weights = Loss.balanced(CLASSES).name().split("[:,]");
        assertThat(Float.parseFloat(weights[label + 1])).isEqualTo(weight);
    }
}
