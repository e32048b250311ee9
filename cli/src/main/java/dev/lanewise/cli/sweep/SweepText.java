package dev.lanewise.cli.sweep;

import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.view.Progress;
import dev.lanewise.cli.view.Terminal;
import dev.lanewise.cli.view.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows a sweep to a person: a leaderboard that changes where it is, or, where that cannot be, a line a run. */
public final class SweepText implements SweepView {
    private static final int LIVE_ROWS = 10;
    private static final int ROWS = 20;

    private final Terminal terminal;
    private final Path folder;

    /** On this terminal. */
    public SweepText(Terminal terminal, Path folder) {
        this.terminal = terminal;
        this.folder = folder;
    }

    @Override
    public void begin(SweepPlan plan, int atOnce) {
        terminal.note(String.format(
                Locale.ROOT,
                "%s, %s each, %s at once",
                Words.count(plan.settings().size(), "setting"),
                Words.count(plan.sweep().seeds(), "seed"),
                Words.count(atOnce, "run")));
        plan.refused()
                .forEach((number, why) -> terminal.note(
                        "lanewise: left out: " + plan.settings().get(number - 1).label() + ": " + why));
    }

    @Override
    public void progress(SweepProgress progress, List<Standing> standings) {
        if (terminal.live()) {
            List<String> lines = new ArrayList<>(table(standings, LIVE_ROWS));
            lines.add(summary(progress));
            terminal.board(lines);
        }
    }

    private static String summary(SweepProgress progress) {
        StringBuilder out = new StringBuilder(progress.trialsDone() + " of " + progress.trials() + " runs");
        if (progress.failed() > 0) {
            out.append(", ").append(progress.failed()).append(" failed");
        }
        progress.secondsLeft()
                .ifPresent(
                        left -> out.append(", ").append(Progress.duration(left)).append(" left"));
        return out.toString();
    }

    @Override
    public void done(Trial trial, TrialResult result, SweepProgress progress, List<Standing> standings) {
        if (!terminal.live()) {
            terminal.note(
                    trial.label() + ", seed " + result.seed() + ": " + figure(result) + " (" + summary(progress) + ")");
        }
    }

    private static String figure(TrialResult result) {
        if (!result.succeeded()) {
            return result.why();
        }
        return Double.isNaN(result.accuracy())
                ? String.format(Locale.ROOT, "validation loss %.4f", result.loss())
                : String.format(Locale.ROOT, "validation accuracy %.2f %%", 100 * result.accuracy());
    }

    @Override
    public void rung(int epochs, int survivors) {
        terminal.note("After " + Words.count(epochs, "epoch") + ", " + Words.count(survivors, "setting")
                + (survivors == 1 ? " goes on." : " go on."));
    }

    @Override
    public void end(List<Standing> standings, Winner winner) {
        table(standings, ROWS).forEach(terminal::line);
        if (standings.size() > ROWS) {
            terminal.line(standings.size() - ROWS + " more are in " + folder.resolve(OutputFolder.LEADERBOARD));
        }
        Words.wrap("Ranked by the samples held out alone. The test set was used once, for the winner: "
                        + winner.figure() + ".")
                .forEach(terminal::line);
        terminal.line("Train the winner again:");
        Words.command(winner.command()).forEach(terminal::line);
    }

    private static List<String> table(List<Standing> standings, int most) {
        List<String> out = new ArrayList<>();
        String name = standings.stream()
                .filter(Standing::ranked)
                .findFirst()
                .map(Standing::figureName)
                .orElse("");
        out.add(String.format(Locale.ROOT, "%4s  %15s  %6s  %s", "rank", name, "epochs", "setting"));
        int rank = 0;
        for (Standing each : standings.subList(0, Math.min(most, standings.size()))) {
            rank++;
            String row = String.format(
                    Locale.ROOT,
                    "%4s  %15s  %6d  %s",
                    each.ranked() ? rank : "–",
                    each.ranked() ? each.figure() : "–",
                    each.epochs(),
                    each.label() + (each.ranked() ? "" : ": " + each.why()));
            out.addAll(Words.wrap(Words.plain(row), 31));
        }
        return out;
    }
}
