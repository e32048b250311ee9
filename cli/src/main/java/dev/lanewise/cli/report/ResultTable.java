package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.train.EpochResult;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The table of results, one row an arm. */
public final class ResultTable {
    private ResultTable() {}

    /** The headings of the columns after the arm's label. */
    public static List<String> columns(List<ArmResult> arms) {
        if (arms.getFirst().predictsValues()) {
            return List.of("train loss", "test loss", "gap in loss", "lowest test loss", "seconds");
        }
        return List.of(
                "train loss",
                "train accuracy %",
                "test loss",
                "test accuracy %",
                "gap, points",
                "lowest test loss",
                "best test accuracy %",
                "seconds");
    }

    /** A row: the cells after the arm's label. */
    public static List<String> row(ArmResult arm) {
        ToDoubleFunction<RunResult> accuracy = run -> run.test().accuracy();
        ToDoubleFunction<RunResult> loss = run -> run.test().loss();
        boolean values = arm.predictsValues();
        String seconds = String.format(
                Locale.ROOT, "%.1f", arm.spread(ResultTable::seconds).mean());
        if (values) {
            return List.of(
                    arm.spread(run -> run.train().loss()).plain(),
                    arm.spread(loss).plain(),
                    arm.spread(RunResult::lossGap).plain(),
                    arm.spread(ResultTable::lowestLoss).plain(),
                    seconds);
        }
        return List.of(
                arm.spread(run -> run.train().loss()).plain(),
                arm.spread(run -> run.train().accuracy()).percent(),
                arm.spread(loss).plain(),
                arm.spread(accuracy).percent(),
                arm.spread(RunResult::accuracyGap).percent(),
                arm.spread(ResultTable::lowestLoss).plain(),
                arm.spread(ResultTable::bestAccuracy).percent(),
                seconds);
    }

    private static double lowestLoss(RunResult run) {
        return epochs(run, EpochResult::testLoss).min().orElse(Double.NaN);
    }

    private static double bestAccuracy(RunResult run) {
        return epochs(run, EpochResult::testAccuracy).max().orElse(Double.NaN);
    }

    private static double seconds(RunResult run) {
        return epochs(run, EpochResult::seconds).sum();
    }

    private static DoubleStream epochs(RunResult run, ToDoubleFunction<EpochResult> figure) {
        return run.epochs().stream().mapToDouble(epoch -> figure.applyAsDouble(epoch.result()));
    }

    /** What the figures of a row are. */
    public static String caption(List<ArmResult> arms) {
        String seeds = seeds(arms);
        return seeds.equals("1")
                ? "After the last epoch, one seed"
                : "After the last epoch, mean ± standard deviation over " + seeds + " seeds";
    }

    /** How many seeds an arm has, {@code 3} or {@code 2 to 3}. */
    static String seeds(List<ArmResult> arms) {
        var seeds = arms.stream().mapToInt(arm -> arm.runs().size()).summaryStatistics();
        return (seeds.getMin() == seeds.getMax() ? "" : seeds.getMin() + " to ") + seeds.getMax();
    }

    static String note(List<ArmResult> arms) {
        boolean values = arms.getFirst().predictsValues();
        return "All in inference mode, without a regularizer's noise, so train and test can be compared; the gap is "
                + (values
                        ? "test minus train loss. The lowest loss"
                        : "train minus test accuracy. The lowest loss and best accuracy")
                + " over the epochs are optimistic: the test " + arms.getFirst().samplesName() + " chose the epoch.";
    }
}
