package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.view.TerminalChart;
import dev.lanewise.cli.view.TerminalChart.Line;
import dev.lanewise.cli.view.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The results of several arms for people, at most 80 columns wide. */
public final class ArmsText {
    private static final int LONGEST_LABEL = 22;
    /** Marks of the arms in the chart. */
    private static final String MARKS = "ox+#@%&=~^";

    private static final List<String> LOSSES = List.of("train loss", "test loss", "lowest test", "seconds");

    private ArmsText() {}

    /** A table of accuracy, unless there is none, and one of loss, then what to make of them, and, of more than two arms, every pair. */
    public static List<String> lines(List<ArmResult> arms) {
        List<String> out = new ArrayList<>();
        out.addAll(Words.wrap(ResultTable.caption(arms) + ", without regularizers:"));
        out.add("");
        if (arms.getFirst().predictsValues()) {
            out.addAll(table(arms, List.of(0, 1, 3, 4), LOSSES));
        } else {
            out.addAll(table(arms, List.of(1, 3, 4, 6), List.of("train %", "test %", "gap, points", "best test %")));
            out.add("");
            out.addAll(table(arms, List.of(0, 2, 5, 7), LOSSES));
        }
        out.add("");
        Conclusions.sentences(arms).forEach(sentence -> out.addAll(Words.wrap(sentence)));
        if (arms.size() > 2) {
            out.addAll(pairs(arms));
        }
        return out;
    }

    /** Arms are numbered, so that a pair fits a line. */
    private static List<String> pairs(List<ArmResult> arms) {
        List<String> out = new ArrayList<>();
        out.add("");
        out.addAll(Words.wrap(PairTable.caption(arms) + ". " + PairTable.NOTE));
        out.add("");
        for (int arm = 0; arm < arms.size(); arm++) {
            out.addAll(Words.wrap(
                    String.format(Locale.ROOT, "%3d  %s", arm + 1, arms.get(arm).label()), 5));
        }
        out.add("");
        out.add(" pair    "
                + PairTable.columns(arms).stream().map(ArmsText::narrow).collect(Collectors.joining()));
        for (PairTable.Row row : PairTable.rows(arms)) {
            out.add(String.format(Locale.ROOT, "%3d %2d   ", row.arm() + 1, row.against() + 1)
                    + row.cells().stream().map(ArmsText::narrow).collect(Collectors.joining()));
        }
        return out;
    }

    private static String narrow(String text) {
        return String.format(Locale.ROOT, "%11s", text.replace("test ", "").replace("corrected p", "corrected"));
    }

    /** A row an arm, with these columns of {@link ResultTable}. */
    private static List<String> table(List<ArmResult> arms, List<Integer> columns, List<String> headings) {
        int labels = arms.stream()
                .mapToInt(arm -> arm.label().length())
                .filter(n -> n <= LONGEST_LABEL)
                .max()
                .orElse(8);
        List<String> out = new ArrayList<>();
        out.add(" ".repeat(labels) + headings.stream().map(ArmsText::cell).collect(Collectors.joining()));
        for (ArmResult arm : arms) {
            List<String> row = ResultTable.row(arm);
            String cells = columns.stream().map(column -> cell(row.get(column))).collect(Collectors.joining());
            if (arm.label().length() > labels) {
                out.addAll(Words.wrap(arm.label()));
                out.add(" ".repeat(labels) + cells);
            } else {
                out.add(arm.label() + " ".repeat(labels - arm.label().length()) + cells);
            }
        }
        return out;
    }

    private static String cell(String text) {
        return String.format(Locale.ROOT, "%14s", text);
    }

    /** Test accuracy over the epochs, the mean of each arm's seeds. */
    public static List<String> chart(List<ArmResult> arms) {
        return TerminalChart.percent(IntStream.range(0, arms.size())
                .mapToObj(i -> new Line(
                        arms.get(i).label(),
                        MARKS.charAt(i % MARKS.length()),
                        Curve.TEST_ACCURACY.points(arms.get(i)).mean()))
                .toList());
    }
}
