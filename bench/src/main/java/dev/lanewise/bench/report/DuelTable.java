package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import java.util.List;

/** What came out of duels: a row for each system, the first of each duel with that which the others are compared with. */
final class DuelTable {
    private DuelTable() {}

    /** Of matrix products. */
    static TextTable products(List<Outcome> outcomes, Roof roof) {
        TextTable table =
                new TextTable("product", "threads", "system", "GFLOP/s", "% peak", "times as long as the first");
        for (List<Outcome> duel : Passes.duels(outcomes)) {
            for (Outcome each : duel) {
                table.row(
                        each.what(),
                        Integer.toString(each.threads()),
                        each.label(),
                        Figures.number(each.gflops(), 1) + mark(each),
                        Figures.number(roof.percent(each), 1),
                        ratio(each, duel.getFirst()));
            }
        }
        return table;
    }

    /** Of training. */
    static TextTable training(List<Outcome> outcomes, Roof roof) {
        TextTable table = new TextTable(
                "hidden", "dropout", "threads", "system", "s/epoch", "% peak", "% work", "loss", "times as long");
        for (List<Outcome> duel : Passes.duels(outcomes)) {
            for (Outcome each : duel) {
                double percent = roof.percent(each);
                table.row(
                        each.trainingJob().net(),
                        each.trainingJob().dropoutText(),
                        Integer.toString(each.threads()),
                        each.label(),
                        Figures.spread(each.secondsOnce(), stepsOfAnEpoch(each), 2) + mark(each),
                        Figures.number(percent, 0),
                        Figures.number(percent * each.terms(), 0),
                        Figures.number(each.loss(), 3),
                        ratio(each, duel.getFirst()));
            }
        }
        return table;
    }

    static double stepsOfAnEpoch(Outcome outcome) {
        return outcome.trainingJob().stepsOfAnEpoch();
    }

    private static String mark(Outcome outcome) {
        return outcome.disturbed() > 0 ? Figures.DISTURBED : "";
    }

    private static String ratio(Outcome other, Outcome first) {
        return other == first ? "" : Figures.interval(other.timesAsLongAs(first), 1, 2) + "×";
    }
}
