package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What came out of duels, ours against each peer. */
public final class PeerTable {
    private static final double EPOCH = 60_000;

    private PeerTable() {}

    /** For the terminal; {@code outcomes} are those of one job, ours first. */
    public static String text(List<Outcome> outcomes) {
        return outcomes.getFirst().training()
                ? training(outcomes).toString()
                : products(outcomes).toString();
    }

    /** A row for each system and product. */
    static TextTable products(List<Outcome> outcomes) {
        TextTable table =
                new TextTable("product", "threads", "system", "GFLOP/s", "% of FMA peak", "Lanewise is faster");
        Passes.duels(outcomes)
                .forEach(duel -> duel.forEach(each -> table.row(
                        each.what(),
                        Integer.toString(each.threads()),
                        each.label(),
                        Estimate.of(gflops(each)).text(1),
                        Estimate.of(percentOfPeak(each)).text(1),
                        ratio(each, duel.getFirst()))));
        return table;
    }

    /** A row for each system and network. */
    static TextTable training(List<Outcome> outcomes) {
        TextTable table = new TextTable(
                "hidden", "dropout", "system", "s/epoch", "samples/s", "% of FMA peak", "loss", "Lanewise is faster");
        Passes.duels(outcomes)
                .forEach(duel -> duel.forEach(each -> table.row(
                        each.trainingJob().net(),
                        each.trainingJob().dropout() == 0
                                ? "none"
                                : Double.toString(each.trainingJob().dropout()),
                        each.label(),
                        Estimate.of(secondsAnEpoch(each)).text(2),
                        String.format(Locale.ROOT, "%,.0f", samplesASecond(each)),
                        Estimate.of(percentOfPeak(each)).text(1),
                        String.format(Locale.ROOT, "%.3f", each.loss()),
                        ratio(each, duel.getFirst()))));
        return table;
    }

    private static String ratio(Outcome peer, Outcome own) {
        return peer == own ? "" : Ratio.paired(peer.seconds(), own.seconds()) + "×";
    }

    private static double[] gflops(Outcome outcome) {
        return Arrays.stream(outcome.secondsOnce())
                .map(each -> outcome.flops() / each * 1e-9)
                .toArray();
    }

    static double[] percentOfPeak(Outcome outcome) {
        double[] rates = gflops(outcome);
        return IntStream.range(0, rates.length)
                .mapToDouble(i -> 100 * rates[i] / outcome.peaks().get(i))
                .toArray();
    }

    /** The mean FMA peak of the rounds, GFLOP/s. */
    static double peak(Outcome outcome) {
        return Estimate.of(outcome.peaks().stream().mapToDouble(each -> each).toArray())
                .mean();
    }

    static double samplesASecond(Outcome outcome) {
        return EPOCH / Estimate.of(secondsAnEpoch(outcome)).mean();
    }

    private static double[] secondsAnEpoch(Outcome outcome) {
        double steps = EPOCH / outcome.trainingJob().batch();
        return Arrays.stream(outcome.secondsOnce()).map(each -> each * steps).toArray();
    }
}
