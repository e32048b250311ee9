package dev.lanewise.cli.compare;

import dev.lanewise.cli.compare.Comparison.Job;
import dev.lanewise.cli.compare.Comparison.Missing;
import dev.lanewise.cli.report.ArmsText;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.view.Progress;
import dev.lanewise.cli.view.Terminal;
import dev.lanewise.cli.view.Words;
import java.util.List;
import java.util.Locale;

/** Shows a comparison to a person, at most 80 columns wide. */
public final class CompareText implements CompareView {
    private final Terminal terminal;
    private long begun;

    /** On this terminal. */
    public CompareText(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void begin(List<Job> jobs) {
        begun = System.nanoTime();
        long arms = jobs.stream().map(Job::arm).distinct().count();
        terminal.note(Words.count(arms, "arm") + ", " + Words.count(jobs.size() / arms, "seed") + " each: training "
                + Words.count(jobs.size(), "network"));
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
        terminal.note(
                result.predictsValues()
                        ? String.format(
                                Locale.ROOT,
                                "%s: test loss %.4f",
                                job.name(),
                                result.test().loss())
                        : String.format(
                                Locale.ROOT,
                                "%s: test accuracy %.2f %%",
                                job.name(),
                                100 * result.test().accuracy()));
    }

    @Override
    public void failed(Missing run) {
        terminal.note(sentence(run));
    }

    private static String sentence(Missing run) {
        return run.job().name() + ": " + run.why();
    }

    @Override
    public void end(List<ArmResult> arms, List<Missing> missing) {
        ArmsText.lines(arms).forEach(terminal::line);
        if (!missing.isEmpty()) {
            terminal.line("Not in these figures:");
            missing.forEach(each -> Words.wrap("  " + sentence(each), 4).forEach(terminal::line));
        }
        if (terminal.outLive() && !arms.getFirst().predictsValues()) {
            terminal.line("");
            terminal.line("Test accuracy over the epochs:");
            ArmsText.chart(arms).forEach(terminal::line);
        }
    }
}
