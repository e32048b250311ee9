package dev.lanewise.cli.sweep;

import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.registry.Regularizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A sweep of 200 settings whose figures are made up: deeper is better, and more so with dropout. */
final class SampleSweep {
    static final int SETTINGS = 200;
    private static final int EPOCHS = 10;

    private SampleSweep() {}

    static SweepPlan plan() {
        SweepSettings settings = new SweepSettings(
                Map.of(),
                List.of(
                        "hidden=64,128,64x2,128x2,64x3",
                        "regularizer=none|dropout:0.2|dropout:0.5|weight-decay:1e-4|dropout:0.5+weight-decay:1e-4",
                        "learning-rate=0.01,0.02,0.05,0.1,0.2,0.5,1,2"),
                0,
                1,
                false);
        return SweepPlan.of(settings, Regularizers.installed());
    }

    /** @param done how many of its settings */
    static SweepReport report(int done) {
        SweepPlan plan = plan();
        Leaderboard leaderboard = new Leaderboard(plan);
        List<Trial> trials =
                plan.trials(plan.rungs().getFirst(), plan.trained()).subList(0, done);
        trials.forEach(each -> leaderboard.add(each, result(each)));
        List<Standing> standings = leaderboard.standings();
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        standings.stream().limit(5).forEach(each -> curves.put(each.label(), curve(each.value())));
        Trial first = trials.getFirst();
        Optional<Winner> winner = Optional.of(new Winner(
                        standings.getFirst(), first.config(), List.of(new Evaluation(0.5, 0.8, new int[0][]))))
                .filter(each -> done == SETTINGS);
        return new SweepReport(
                plan,
                standings,
                winner,
                SweepReport.figures(plan, leaderboard.firstRung()),
                curves,
                done + " of " + SETTINGS + " runs are done.");
    }

    private static TrialResult result(Trial trial) {
        boolean diverged = trial.config().learningRate() == 2;
        boolean dropout = trial.label().contains("dropout");
        double depth = trial.config().hidden().size();
        double accuracy = 0.7 + 0.02 * depth * (dropout ? 2 : 1) + trial.setting() % 7 * 0.001;
        return new TrialResult(
                trial.setting(),
                42,
                EPOCHS,
                diverged ? Double.NaN : 1 - accuracy,
                diverged ? Double.NaN : accuracy,
                diverged ? "" : "00",
                diverged ? "diverged: <b>the loss</b> is no longer a finite number" : "",
                diverged ? ExitCode.DIVERGED : ExitCode.OK,
                1);
    }

    private static List<Double> curve(double last) {
        List<Double> out = new ArrayList<>();
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            out.add(last * (1 - 0.3 / epoch));
        }
        return out;
    }
}
