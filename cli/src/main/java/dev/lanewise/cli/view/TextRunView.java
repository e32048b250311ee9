package dev.lanewise.cli.view;

import dev.lanewise.cli.base.Machine;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.diagnose.Diagnosis;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import java.util.Locale;
import java.util.Map;

/** Shows a run to a person: a table that grows a row an epoch, progress, and a summary in words. */
public final class TextRunView implements RunView {
    private final Terminal terminal;
    private EpochTable table;
    private Progress progress;
    private RunStart start;

    /** On this terminal. */
    public TextRunView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void begin(RunStart begun) {
        start = begun;
        table = new EpochTable(begun.data().validation().isPresent());
        progress = new Progress(
                terminal, begun.config().epochs(), begun.data().train().size());
        String regularizers = begun.made().isEmpty()
                ? "no regularizer"
                : String.join(", ", begun.config().regularizers().texts());
        terminal.note(String.format(
                Locale.ROOT,
                "Training %s (%,d parameters) with %s on %,d %s%s",
                begun.shape(),
                begun.parameters(),
                regularizers,
                begun.data().train().size(),
                begun.data().train().samplesName(),
                begun.config().randomLabels() > 0
                        ? String.format(
                                Locale.ROOT,
                                ", %.0f %% of their labels random",
                                100 * begun.config().randomLabels())
                        : ""));
        terminal.note(begun.config().optimizer() + ", learning rate "
                + begun.config().options().get("learning-rate") + " "
                + begun.config().schedule() + ", batches of " + begun.config().batchSize() + ", seed "
                + begun.config().seed() + ", " + Words.count(begun.threads(), "thread"));
        terminal.detail("Data from " + begun.data().facts().origin());
        terminal.detail("Kernels: " + begun.kernels().describe());
    }

    /** Only the chart does, as the table has no room for more columns. */
    @Override
    public boolean wantsTrainSample() {
        return terminal.outLive();
    }

    @Override
    public void started(int stepsPerEpoch, int firstEpoch) {
        progress.start(firstEpoch);
        if (!terminal.quiet()) {
            table.header().forEach(terminal::line);
        }
    }

    @Override
    public void step(int epoch, int step, int stepsPerEpoch) {
        progress.step(epoch, step, stepsPerEpoch);
    }

    @Override
    public void epoch(Epoch epoch) {
        if (!terminal.quiet()) {
            terminal.line(table.row(epoch));
        }
    }

    @Override
    public void end(RunResult result) {
        if (!terminal.quiet()) {
            terminal.line("");
        }
        Summary.lines(start, result).forEach(terminal::line);
        boolean classes = !Double.isNaN(result.test().accuracy());
        if (result.validation().isPresent() && classes) {
            terminal.line("");
            DiagnosisView.text(Diagnosis.of(result), terminal);
        }
        if (terminal.outLive() && classes) {
            terminal.line("");
            TerminalChart.gap(result.epochs()).forEach(terminal::line);
        }
    }

    @Override
    public void timings(Map<Phase, Double> seconds) {
        double total =
                seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        terminal.always("Where the time went:");
        seconds.forEach((phase, each) -> terminal.always(
                String.format(Locale.ROOT, "  %-18s %8.3f s  %5.1f %%", phase, each, 100 * each / total)));
        terminal.always(String.format(Locale.ROOT, "  %-18s %8.3f s", "together", total));
        Machine.peakMemory()
                .ifPresent(
                        bytes -> terminal.always(String.format(Locale.ROOT, "Peak memory: %d MB.", bytes / 1_000_000)));
    }
}
