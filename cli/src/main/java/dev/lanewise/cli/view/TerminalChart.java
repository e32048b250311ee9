package dev.lanewise.cli.view;

import dev.lanewise.cli.run.Epoch;
import dev.lanewise.train.EpochResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/** A small line chart of plain characters, for any terminal of 80 columns. */
public final class TerminalChart {
    private static final int HEIGHT = 9;
    private static final int WIDTH = 66;
    private static final char BOTH = '*';

    /**
     * One line of the chart.
     *
     * @param name what the legend calls it
     * @param mark drawn for it
     * @param values one for each epoch
     */
    public record Line(String name, char mark, double[] values) {}

    private TerminalChart() {}

    /** Draws the accuracy of a run: in training, and on the test images. */
    public static List<String> accuracy(List<Epoch> epochs) {
        return percent(List.of(
                new Line("training accuracy", 'o', values(epochs, EpochResult::trainAccuracy)),
                new Line("test accuracy", 'x', values(epochs, EpochResult::testAccuracy))));
    }

    private static double[] values(List<Epoch> epochs, ToDoubleFunction<EpochResult> figure) {
        return epochs.stream()
                .mapToDouble(epoch -> figure.applyAsDouble(epoch.result()))
                .toArray();
    }

    /**
     * Draws shares over epochs, as lines of at most 80 characters without trailing blanks.
     *
     * @param lines at least one, all of the same length
     */
    public static List<String> percent(List<Line> lines) {
        double low = extreme(lines, Math::min);
        double high = extreme(lines, Math::max);
        double margin = high > low ? 0 : 0.005;
        char[][] canvas = canvas(lines, low - margin, high + margin);
        List<String> out = new ArrayList<>();
        for (int row = 0; row < HEIGHT; row++) {
            double at = high + margin - row * (high - low + 2 * margin) / (HEIGHT - 1);
            String label = row % 4 == 0 ? String.format(Locale.ROOT, "%7.2f%% |", 100 * at) : " ".repeat(9) + "|";
            out.add((label + new String(canvas[row])).stripTrailing());
        }
        int epochs = lines.getFirst().values().length;
        int columns = column(epochs - 1, epochs) + 1;
        out.add(" ".repeat(9) + "+" + "-".repeat(columns));
        out.add(" ".repeat(10) + axis(epochs, columns));
        legend(lines).forEach(line -> out.addAll(Words.wrap(" ".repeat(10) + line, 12)));
        return out;
    }

    private static double extreme(List<Line> lines, DoubleBinaryOperator choose) {
        return lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.values()))
                .filter(Double::isFinite)
                .reduce(choose)
                .orElse(0);
    }

    private static char[][] canvas(List<Line> lines, double low, double high) {
        char[][] canvas = new char[HEIGHT][WIDTH];
        for (char[] row : canvas) {
            Arrays.fill(row, ' ');
        }
        for (Line line : lines) {
            for (int epoch = 0; epoch < line.values().length; epoch++) {
                double value = line.values()[epoch];
                if (Double.isFinite(value)) {
                    int row = (int) Math.round((high - value) / (high - low) * (HEIGHT - 1));
                    int column = column(epoch, line.values().length);
                    char there = canvas[row][column];
                    canvas[row][column] = there == ' ' || there == line.mark() ? line.mark() : BOTH;
                }
            }
        }
        return canvas;
    }

    /** Up to six columns an epoch, or several epochs a column when there are many. */
    private static int column(int epoch, int epochs) {
        if (epochs <= WIDTH) {
            return epoch * Math.min(6, WIDTH / epochs);
        }
        return (int) ((long) epoch * (WIDTH - 1) / (epochs - 1));
    }

    private static String axis(int epochs, int columns) {
        String last = "epoch " + epochs;
        return epochs == 1 ? last : "1" + " ".repeat(Math.max(1, columns - 1 - last.length())) + last;
    }

    /** In one line if it fits. */
    private static List<String> legend(List<Line> lines) {
        List<String> out = new ArrayList<>();
        lines.forEach(line -> out.add(line.mark() + " " + line.name()));
        if (lines.size() > 1) {
            out.add(BOTH + " several");
        }
        String one = String.join("   ", out);
        return one.length() <= WIDTH ? List.of(one) : out;
    }
}
