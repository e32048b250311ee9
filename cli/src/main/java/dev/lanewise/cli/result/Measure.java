package dev.lanewise.cli.result;

import dev.lanewise.cli.run.RunResult;
import dev.lanewise.predict.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What arms are compared by: their accuracy, or, where networks predict values, their loss. */
public enum Measure {
    ACCURACY("accuracy", "points", Evaluation::accuracy, RunResult::accuracyGap),
    LOSS("loss", "", Evaluation::loss, RunResult::lossGap);

    private final String title;
    private final String unit;
    private final ToDoubleFunction<Evaluation> figure;
    private final ToDoubleFunction<RunResult> gap;

    Measure(String title, String unit, ToDoubleFunction<Evaluation> figure, ToDoubleFunction<RunResult> gap) {
        this.title = title;
        this.unit = unit;
        this.figure = figure;
        this.gap = gap;
    }

    /** That of these arms. */
    public static Measure of(List<ArmResult> arms) {
        return arms.getFirst().predictsValues() ? LOSS : ACCURACY;
    }

    /** {@code accuracy} or {@code loss}. */
    public String title() {
        return title;
    }

    /** On the test set. */
    public double test(RunResult run) {
        return figure.applyAsDouble(run.test());
    }

    /** On the samples held out. */
    double validation(RunResult run) {
        return figure.applyAsDouble(run.validation().orElseThrow());
    }

    /** How much better it is on the samples that a network was trained on. */
    public double gap(RunResult run) {
        return gap.applyAsDouble(run);
    }

    /** A difference with its sign, {@code +1.21} for points, {@code +0.0123} for a loss. */
    public String difference(double value) {
        String text = this == ACCURACY
                ? String.format(Locale.ROOT, "%+.2f", 100 * value)
                : String.format(Locale.ROOT, "%+.4f", value);
        return text.matches("-0\\.0+") ? text.replace('-', '+') : text;
    }

    /** The same with its unit. */
    public String differenceWithUnit(double value) {
        return (difference(value) + " " + unit).strip();
    }
}
