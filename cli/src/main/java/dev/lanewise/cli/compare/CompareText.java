package dev.lanewise.cli.compare;

import dev.lanewise.cli.compare.Comparison.Job;
import dev.lanewise.cli.report.Conclusions;
import dev.lanewise.cli.report.Curve;
import dev.lanewise.cli.report.ResultTable;
import dev.lanewise.cli.report.TerminalChart;
import dev.lanewise.cli.report.TerminalChart.Line;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.terminal.Progress;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.cli.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows a comparison to a person, at most 80 columns wide. */
final class CompareText implements CompareView {
    private static final int LONGEST_LABEL = 22;
    /** Marks of the arms in the chart. */
    private static final String MARKS = "ox+#@%&=~^";

    private final Terminal terminal;
    private long begun;

    CompareText(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void begin(List<Job> jobs) {
        begun = System.nanoTime();
        long arms = jobs.stream().map(Job::arm).distinct().count();
        terminal.note(arms + " arms, " + jobs.size() / arms + " seeds each: training " + jobs.size() + " networks");
    }

    @Override
    public void progress(int epochsDone, int epochs) {
        double seconds = (System.nanoTime() - begun) * 1e-9;
        String left =
                epochsDone == 0 ? "" : ", " + Progress.duration(seconds / epochsDone * (epochs - epochsDone)) + " left";
        terminal.status(epochsDone + " of " + epochs + " epochs" + left);
    }

    @Override
    public void finished(Job job, RunResult result) {
        terminal.note(String.format(
                Locale.ROOT,
                "%s, seed %d: test accuracy %.2f %%",
                job.arm().label(),
                job.config().seed(),
                100 * result.test().accuracy()));
    }

    @Override
    public void end(List<ArmResult> arms) {
        lines(arms).forEach(terminal::line);
        if (terminal.outLive()) {
            terminal.line("");
            terminal.line("Test accuracy over the epochs:");
            chart(arms).forEach(terminal::line);
        }
    }

    /** Two tables, accuracy and loss, then what to make of them. */
    private static List<String> lines(List<ArmResult> arms) {
        List<String> out = new ArrayList<>();
        out.add(ResultTable.caption(arms) + ", without regularizers:");
        out.add("");
        out.addAll(table(arms, List.of(1, 3, 4, 6), List.of("train %", "test %", "gap, points", "best test %")));
        out.add("");
        out.addAll(table(arms, List.of(0, 2, 5, 7), List.of("train loss", "test loss", "lowest test", "seconds")));
        out.add("");
        Conclusions.sentences(arms).forEach(sentence -> out.addAll(Words.wrap(sentence)));
        return out;
    }

    /** A row an arm, with these columns of {@link ResultTable}. */
    private static List<String> table(List<ArmResult> arms, List<Integer> columns, List<String> headings) {
        int labels = arms.stream()
                .mapToInt(arm -> arm.label().length())
                .filter(n -> n <= LONGEST_LABEL)
                .max()
                .orElse(8);
        List<String> out = new ArrayList<>();
        out.add(" ".repeat(labels) + headings.stream().map(CompareText::cell).collect(Collectors.joining()));
        for (ArmResult arm : arms) {
            List<String> row = ResultTable.row(arm, arms.getFirst());
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
    private static List<String> chart(List<ArmResult> arms) {
        return TerminalChart.percent(IntStream.range(0, arms.size())
                .mapToObj(i -> new Line(
                        arms.get(i).label(),
                        MARKS.charAt(i % MARKS.length()),
                        Curve.TEST_ACCURACY.points(arms.get(i)).mean()))
                .toList());
    }
}
