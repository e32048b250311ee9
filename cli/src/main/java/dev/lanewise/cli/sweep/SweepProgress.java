package dev.lanewise.cli.sweep;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** How far a sweep has come, and how long the rest takes. An epoch counts as much as its network has parameters. */
public final class SweepProgress {
    private final RunData data;
    private final int trials;
    private final double work;
    private final long begun = System.nanoTime();
    private final Map<String, Integer> trained = new ConcurrentHashMap<>();
    private double workTrained;
    private double workFound;
    private int trialsDone;
    private int failed;

    /** Of the whole plan, whose later rungs are taken for those of average settings. */
    SweepProgress(SweepPlan plan, RunData data) {
        this.data = data;
        int seeds = plan.sweep().seeds();
        List<RunConfig> configs = plan.configs();
        double parameters = configs.stream()
                .mapToDouble(each -> each.parameters(data))
                .average()
                .orElse(0);
        double sum = 0;
        int before = 0;
        int count = 0;
        for (Rung rung : plan.rungs()) {
            count += seeds * rung.settings();
            sum += rung.epochs() == 0
                    ? seeds
                            * configs.stream()
                                    .mapToDouble(each -> each.epochs() * each.parameters(data))
                                    .sum()
                    : seeds * rung.settings() * parameters * (rung.epochs() - before);
            before = rung.epochs();
        }
        trials = count;
        work = sum;
    }

    /** A trial has done one more epoch; called by any thread. */
    synchronized void epoch(Trial trial) {
        trained.merge(trial.name(), 1, Integer::sum);
        workTrained += trial.config().parameters(data);
    }

    /**
     * A trial is done.
     *
     * @param before how many epochs its run had done at the end of the rung before
     */
    synchronized void done(Trial trial, TrialResult result, int before) {
        trialsDone++;
        failed += result.succeeded() ? 0 : 1;
        int here = trained.getOrDefault(trial.name(), 0);
        trained.remove(trial.name());
        workFound += (trial.epochs() - before - here) * trial.config().parameters(data);
    }

    /** How many trials there are, those of all rungs counted. */
    public int trials() {
        return trials;
    }

    /** How many of them are done. */
    public synchronized int trialsDone() {
        return trialsDone;
    }

    /** How many of those failed. */
    public synchronized int failed() {
        return failed;
    }

    /** How long the rest takes; empty as long as nobody can tell. */
    public synchronized OptionalDouble secondsLeft() {
        if (workTrained == 0) {
            return OptionalDouble.empty();
        }
        double seconds = (System.nanoTime() - begun) * 1e-9;
        return OptionalDouble.of(Math.max(0, seconds / workTrained * (work - workFound - workTrained)));
    }
}
