package dev.lanewise.cli.view;

import dev.lanewise.cli.run.Epoch;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A small line chart of plain characters, for any terminal of 80 columns. */
public final class TerminalChart {
    private static final int HEIGHT = 9;
    private static final int WIDTH = 66;
    private static final char BOTH = '*';
    private static final char BAND = ':';
    /** Gives way to the lines that matter more. */
    private static final char THIN = '.';

    /**
     * One line of the chart.
     *
     * @param name what the legend calls it
     * @param mark drawn for it
     * @param values one for each epoch
     */
    public record Line(String name, char mark, double[] values) {}

    private TerminalChart() {}

    /**
     * Draws the gap of a run, first in accuracy, then in loss: how well it does on training and on test images, and as it was seen in
     * training, with its noise.
     */
    public static List<String> gap(List<Epoch> epochs) {
        List<String> out = new ArrayList<>();
        out.add("Accuracy, by epoch:");
        out.addAll(gap(epochs, true, EpochResult::trainAccuracy, EpochResult::testAccuracy, Evaluation::accuracy));
        out.add("");
        out.add("Loss, by epoch:");
        out.addAll(gap(epochs, false, EpochResult::trainLoss, EpochResult::testLoss, Evaluation::loss));
        return out;
    }

    private static List<String> gap(
            List<Epoch> epochs,
            boolean share,
            ToDoubleFunction<EpochResult> seen,
            ToDoubleFunction<EpochResult> test,
            ToDoubleFunction<Evaluation> sample) {
        Line tested = new Line("test", 'x', values(epochs, epoch -> test.applyAsDouble(epoch.result())));
        Line training = new Line("as seen in training", THIN, values(epochs, e -> seen.applyAsDouble(e.result())));
        Line trained = new Line(
                "train",
                'o',
                values(
                        epochs,
                        epoch -> epoch.trainSample().map(sample::applyAsDouble).orElse(Double.NaN)));
        boolean drawn = Arrays.stream(trained.values()).anyMatch(Double::isFinite);
        return drawn
                ? draw(List.of(training, trained, tested), share, Optional.of(new Gap(trained, tested)))
                : draw(List.of(training, tested), share, Optional.empty());
    }

    private static double[] values(List<Epoch> epochs, ToDoubleFunction<Epoch> figure) {
        return epochs.stream().mapToDouble(figure).toArray();
    }

    private record Gap(Line one, Line other) {}

    /**
     * Draws shares over epochs, as lines of at most 80 characters without trailing blanks.
     *
     * @param lines at least one, all of the same length; later ones lie above earlier ones
     */
    public static List<String> percent(List<Line> lines) {
        return draw(lines, true, Optional.empty());
    }

    private static List<String> draw(List<Line> lines, boolean share, Optional<Gap> gap) {
        ChartScale scale = ChartScale.of(lines.stream().map(Line::values).toList(), share);
        char[][] canvas = canvas(lines, scale, gap);
        List<String> out = new ArrayList<>();
        for (int row = 0; row < HEIGHT; row++) {
            double at = scale.at(1 - (double) row / (HEIGHT - 1));
            String number = share
                    ? String.format(Locale.ROOT, "%7.2f%% |", 100 * at)
                    : String.format(Locale.ROOT, "%8.4f |", at);
            String label = row % 4 == 0 ? number : " ".repeat(9) + "|";
            out.add((label + new String(canvas[row])).stripTrailing());
        }
        int epochs = lines.getFirst().values().length;
        int columns = column(epochs - 1, epochs) + 1;
        out.add(" ".repeat(9) + "+" + "-".repeat(columns));
        out.add(" ".repeat(10) + axis(epochs, columns));
        legend(lines, scale, gap).forEach(line -> out.addAll(Words.wrap(" ".repeat(10) + line, 12)));
        return out;
    }

    private static char[][] canvas(List<Line> lines, ChartScale scale, Optional<Gap> gap) {
        char[][] canvas = new char[HEIGHT][WIDTH];
        for (char[] row : canvas) {
            Arrays.fill(row, ' ');
        }
        gap.ifPresent(each -> fill(canvas, each, scale));
        for (Line line : lines) {
            for (int epoch = 0; epoch < line.values().length; epoch++) {
                double value = line.values()[epoch];
                if (scale.contains(value)) {
                    int row = row(value, scale);
                    int column = column(epoch, line.values().length);
                    char there = canvas[row][column];
                    boolean free = there == ' ' || there == BAND || there == THIN || there == line.mark();
                    canvas[row][column] = free ? line.mark() : BOTH;
                }
            }
        }
        return canvas;
    }

    /** From one line to the other, at each epoch. */
    private static void fill(char[][] canvas, Gap gap, ChartScale scale) {
        int epochs = gap.one().values().length;
        for (int epoch = 0; epoch < epochs; epoch++) {
            double one = gap.one().values()[epoch];
            double other = gap.other().values()[epoch];
            if (scale.contains(one) && scale.contains(other)) {
                int from = row(Math.max(one, other), scale);
                for (int row = from; row <= row(Math.min(one, other), scale); row++) {
                    canvas[row][column(epoch, epochs)] = BAND;
                }
            }
        }
    }

    private static int row(double value, ChartScale scale) {
        return (int) Math.round((1 - scale.position(value)) * (HEIGHT - 1));
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
    private static List<String> legend(List<Line> lines, ChartScale scale, Optional<Gap> gap) {
        List<String> out = new ArrayList<>();
        lines.forEach(line -> out.add(line.mark() + " " + line.name()));
        gap.ifPresent(each -> out.add(BAND + " gap"));
        if (lines.size() > 1) {
            out.add(BOTH + " several");
        }
        String one = String.join("   ", out);
        List<String> legend = new ArrayList<>(one.length() <= WIDTH ? List.of(one) : out);
        if (scale.withoutFirst()) {
            legend.add("Epoch 1 lies outside.");
        }
        if (scale.logarithmic()) {
            legend.add("The axis is logarithmic.");
        }
        return legend;
    }
}
