package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.predict.Evaluation;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures drawn over the epochs. */
public enum Curve {
    TRAIN_LOSS(
            "train_loss",
            "train loss as seen in training",
            false,
            epoch -> epoch.result().trainLoss()),
    TRAIN_SAMPLE_LOSS("train_sample_loss", "train loss", false, epoch -> figure(epoch.trainSample(), Evaluation::loss)),
    VALIDATION_LOSS("validation_loss", "validation loss", false, epoch -> figure(epoch.validation(), Evaluation::loss)),
    TEST_LOSS("test_loss", "test loss", false, epoch -> epoch.result().testLoss()),
    TRAIN_ACCURACY(
            "train_accuracy",
            "train accuracy as seen in training",
            true,
            epoch -> epoch.result().trainAccuracy()),
    TRAIN_SAMPLE_ACCURACY(
            "train_sample_accuracy",
            "train accuracy",
            true,
            epoch -> figure(epoch.trainSample(), Evaluation::accuracy)),
    VALIDATION_ACCURACY(
            "validation_accuracy",
            "validation accuracy",
            true,
            epoch -> figure(epoch.validation(), Evaluation::accuracy)),
    TEST_ACCURACY(
            "test_accuracy", "test accuracy", true, epoch -> epoch.result().testAccuracy());

    /** What the gap is between, and what is drawn beside it. */
    record Gap(Curve test, Curve train, Curve validation, Curve seen) {}

    /** The gap in accuracy. */
    static final Gap ACCURACIES = new Gap(TEST_ACCURACY, TRAIN_SAMPLE_ACCURACY, VALIDATION_ACCURACY, TRAIN_ACCURACY);

    /** The gap in loss. */
    static final Gap LOSSES = new Gap(TEST_LOSS, TRAIN_SAMPLE_LOSS, VALIDATION_LOSS, TRAIN_LOSS);

    private final String column;
    private final String title;
    private final boolean share;
    private final ToDoubleFunction<Epoch> value;

    Curve(String column, String title, boolean share, ToDoubleFunction<Epoch> value) {
        this.column = column;
        this.title = title;
        this.share = share;
        this.value = value;
    }

    /** Those that all arms have: validation only if images were held out, a part of the training set only if it was evaluated. */
    static List<Curve> of(List<ArmResult> arms) {
        return Stream.of(values())
                .filter(curve -> arms.stream()
                        .flatMap(arm -> arm.runs().stream())
                        .noneMatch(run -> Double.isNaN(curve.of(run.epochs().getLast()))))
                .toList();
    }

    private static double figure(Optional<Evaluation> evaluation, ToDoubleFunction<Evaluation> figure) {
        return evaluation.map(figure::applyAsDouble).orElse(Double.NaN);
    }

    /** What its column is called in files. */
    String column() {
        return column;
    }

    /** What the curve is called. */
    String title() {
        return title;
    }

    /** Whether it is a share, to be shown in percent. */
    boolean share() {
        return share;
    }

    double of(Epoch epoch) {
        return value.applyAsDouble(epoch);
    }

    /** Over the seeds of an arm, at each epoch. */
    public record Points(double[] mean, double[] low, double[] high) {}

    /** The arm's points; as many epochs as all its runs have. */
    public Points points(ArmResult arm) {
        return points(arm, value);
    }

    /** A figure's points; as many epochs as all runs of the arm have. */
    static Points points(ArmResult arm, ToDoubleFunction<Epoch> figure) {
        int epochs =
                arm.runs().stream().mapToInt(run -> run.epochs().size()).min().orElse(0);
        List<DoubleSummaryStatistics> each = IntStream.range(0, epochs)
                .mapToObj(epoch -> arm.runs().stream()
                        .mapToDouble(run -> figure.applyAsDouble(run.epochs().get(epoch)))
                        .summaryStatistics())
                .toList();
        return new Points(
                all(each, DoubleSummaryStatistics::getAverage),
                all(each, DoubleSummaryStatistics::getMin),
                all(each, DoubleSummaryStatistics::getMax));
    }

    private static double[] all(
            List<DoubleSummaryStatistics> epochs, ToDoubleFunction<DoubleSummaryStatistics> figure) {
        return epochs.stream().mapToDouble(figure).toArray();
    }
}
