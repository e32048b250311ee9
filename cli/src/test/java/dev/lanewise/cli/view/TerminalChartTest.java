package dev.lanewise.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.view.TerminalChart.Line;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalChartTest {
    @Test
    void drawsEachLineWithItsMark() {
        List<String> chart = TerminalChart.percent(List.of(
                new Line("train", 'o', new double[] {0.80, 0.84, 0.88}),
                new Line("test", 'x', new double[] {0.80, 0.82, 0.84})));

        assertThat(chart)
                .containsExactly(
                        "  88.00% |            o",
                        "         |",
                        "         |",
                        "         |",
                        "  84.00% |      o     x",
                        "         |",
                        "         |      x",
                        "         |",
                        "  80.00% |*",
                        "         +-------------",
                        "          1     epoch 3",
                        "          o train   x test   * several");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 60, 66, 67, 1000})
    void fitsEightyColumnsForAnyNumberOfEpochs(int epochs) {
        double[] values = IntStream.range(0, epochs)
                .mapToDouble(i -> 0.5 + 0.5 * i / epochs)
                .toArray();

        assertThat(TerminalChart.percent(List.of(new Line("train", 'o', values))))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void constantLineIsDrawnInTheMiddle() {
        List<String> chart = TerminalChart.percent(List.of(new Line("train", 'o', new double[] {0.9, 0.9})));

        assertThat(chart.get(4)).isEqualTo("  90.00% |o     o");
    }

    private static Epoch epoch(int number, double seen, double train, double test) {
        EpochResult result =
                new EpochResult(number, seen, 1 - seen, test, 1 - test, Double.NaN, Double.NaN, 1, 0.1, 60_000);
        return new Epoch(result, Optional.empty(), Optional.of(new Evaluation(train, 1 - train, new int[0][])));
    }

    @Test
    void theGapBetweenTrainAndTestIsFilled() {
        List<String> chart = TerminalChart.gap(List.of(epoch(1, 0.30, 0.26, 0.28), epoch(2, 0.26, 0.22, 0.26)));

        assertThat(chart.subList(0, 13))
                .containsExactly(
                        "Accuracy, by epoch:",
                        "  78.00% |      o",
                        "         |      :",
                        "         |      :",
                        "         |      :",
                        "  74.00% |o     x",
                        "         |:",
                        "         |x",
                        "         |",
                        "  70.00% |.",
                        "         +-------",
                        "          1 epoch 2",
                        "          . as seen in training   o train   x test   : gap   * several");
        assertThat(chart.get(14)).isEqualTo("Loss, by epoch:");
        assertThat(chart.get(15)).isEqualTo("  0.3000 |.");
    }

    @Test
    void theFirstEpochDoesNotSetTheScale() {
        List<String> chart =
                TerminalChart.percent(List.of(new Line("test", 'x', new double[] {0.1, 0.85, 0.86, 0.87, 0.88})));

        assertThat(chart.getFirst()).startsWith("  88.00%");
        assertThat(chart.get(8)).startsWith("  85.00%");
        assertThat(chart.getLast()).contains("Epoch 1 lies outside.");
    }

    @Test
    void lossesThatAreFarApartLieOnALogarithmicAxis() {
        List<Epoch> epochs = List.of(epoch(1, 0.9, 0.8, 0.8), epoch(2, 0.1, 0.1, 0.8), epoch(3, 0.01, 0.008, 0.8));

        assertThat(TerminalChart.gap(epochs))
                .contains("  0.0849 |      o     :", "          The axis is logarithmic.")
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
}
