package dev.lanewise.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.view.TerminalChart.Line;
import java.util.List;
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
}
