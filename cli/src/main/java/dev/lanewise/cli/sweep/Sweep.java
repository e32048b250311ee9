package dev.lanewise.cli.sweep;

import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tries all settings of a plan, ranks them by the samples held out, and tests the winner. */
public final class Sweep {
    /** Of so many of the best settings the networks are kept. */
    private static final int KEPT = 5;

    private final SweepPlan plan;
    private final RunData data;
    private final SweepFolder folder;
    private final SweepView view;
    private final Leaderboard leaderboard;
    private final SweepProgress progress;

    /** The trials of the last rung that each run took part in, by the names of their folders. */
    private final Map<String, Trial> last = new LinkedHashMap<>();

    /** A sweep that is kept in a folder, where some of it may be done already. */
    public Sweep(SweepPlan plan, RunData data, SweepFolder folder, SweepView view) {
        this.plan = plan;
        this.data = data;
        this.folder = folder;
        this.view = view;
        leaderboard = new Leaderboard(plan);
        progress = new SweepProgress(plan, data);
    }

    /** Its page as it is now, which gets itself anew; may be called by any thread. */
    public String page() {
        return SweepPage.of(report(Optional.empty()), true);
    }

    private synchronized SweepReport report(Optional<Winner> winner) {
        String done = progress.trialsDone() + " of " + progress.trials() + " runs are done"
                + (progress.failed() > 0 ? ", of which " + progress.failed() + " failed" : "") + ".";
        List<Standing> standings = leaderboard.standings();
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        standings.stream().filter(Standing::ranked).limit(KEPT).forEach(each -> curves.put(each.label(), curve(each)));
        return new SweepReport(
                plan, standings, winner, SweepReport.figures(plan, leaderboard.firstRung()), curves, done);
    }

    /** What a setting is ranked by after each epoch, the mean over the runs that had it. */
    private List<Double> curve(Standing standing) {
        List<List<Epoch>> runs = last.values().stream()
                .filter(each -> each.setting() == standing.setting())
                .map(folder::epochs)
                .toList();
        int epochs = runs.stream().mapToInt(List::size).max().orElse(0);
        boolean share = standing.accuracy().isPresent();
        return IntStream.range(0, epochs)
                .mapToObj(epoch -> runs.stream()
                        .filter(run -> epoch < run.size())
                        .map(run -> run.get(epoch).validation().orElseThrow())
                        .mapToDouble(each -> share ? 100 * each.accuracy() : each.loss())
                        .average()
                        .orElseThrow())
                .toList();
    }

    /** How far it has come. */
    public SweepProgress progress() {
        return progress;
    }

    /** The settings as they stand. */
    public synchronized List<Standing> standings() {
        return leaderboard.standings();
    }

    /**
     * Does what is not done yet, and writes the leaderboard as it then is.
     *
     * @return the winner; empty if the sweep was stopped, or no setting came to anything
     */
    public Optional<Winner> run(TrialExecutor executor, Evaluator evaluator) {
        List<Integer> alive = plan.trained();
        List<Rung> rungs = plan.rungs();
        int before = 0;
        for (int i = 0; i < rungs.size() && !alive.isEmpty(); i++) {
            Rung rung = rungs.get(i);
            if (!executor.run(longestFirst(plan.trials(rung, alive)), listener(before))) {
                folder.write(OutputFolder.LEADERBOARD, leaderboard.csv());
                return Optional.empty();
            }
            before = rung.epochs();
            if (i + 1 < rungs.size()) {
                alive = leaderboard.best(rungs.get(i + 1).settings());
                view.rung(rung.epochs(), alive.size());
                discardNetworks(alive);
            }
        }
        return end(evaluator);
    }

    /** Still one seed after the other; of each the longest first, so that in the end no processor waits long for another. */
    private List<Trial> longestFirst(List<Trial> trials) {
        return trials.stream()
                .sorted(Comparator.comparingLong((Trial each) -> each.config().seed())
                        .thenComparing(each -> each.work(data), Comparator.reverseOrder()))
                .toList();
    }

    private TrialExecutor.Listener listener(int before) {
        return new TrialExecutor.Listener() {
            @Override
            public void progress() {
                view.progress(progress, standings());
            }

            @Override
            public void epoch(Trial trial) {
                progress.epoch(trial);
            }

            @Override
            public void done(Trial trial, TrialResult result) {
                add(trial, result);
                progress.done(trial, result, before);
                view.done(trial, result, progress, standings());
            }
        };
    }

    private synchronized void add(Trial trial, TrialResult result) {
        last.put(trial.name(), trial);
        leaderboard.add(trial, result);
    }

    /** Of settings other than these. */
    private void discardNetworks(List<Integer> but) {
        last.values().stream().filter(each -> !but.contains(each.setting())).forEach(folder::deleteNetwork);
    }

    private Optional<Winner> end(Evaluator evaluator) {
        List<Standing> standings = standings();
        folder.write(OutputFolder.LEADERBOARD, leaderboard.csv());
        Optional<Winner> winner =
                standings.stream().filter(Standing::ranked).findFirst().map(each -> test(each, evaluator));
        winner.ifPresent(each -> {
            folder.write(OutputFolder.WINNER, Json.pretty(each.json()));
            folder.write(RunFolder.REPORT, SweepPage.of(report(winner), false));
            discardNetworks(leaderboard.best(KEPT));
            view.end(standings, each);
        });
        return winner;
    }

    /** The only use of the test set. */
    private Winner test(Standing standing, Evaluator evaluator) {
        List<Trial> runs = last.values().stream()
                .filter(each -> each.setting() == standing.setting())
                .sorted(Comparator.comparing(each -> each.config().seed())) // not as they happened to end
                .toList();
        RunConfig config = runs.getFirst().config();
        List<Evaluation> tests = new ArrayList<>();
        for (Trial each : runs) {
            Sequential net =
                    ModelFile.load(RunFolder.network(folder.run(each).path())).net();
            tests.add(evaluator.evaluate(net, data.test()));
        }
        return new Winner(standing, config, tests);
    }
}
