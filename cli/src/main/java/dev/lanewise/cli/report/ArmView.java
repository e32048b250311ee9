package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** An arm as the page's template shows it. */
record ArmView(
        int index,
        int color,
        String stroke,
        boolean first,
        String label,
        List<String> parts,
        List<String> results,
        ExaminationView examination,
        List<EpochView> epochs) {
    private static final int COLORS = 8;

    record EpochView(int epoch, List<String> values) {}

    /** The number of an arm's colour in the style sheet. */
    static int color(int index) {
        return index % COLORS;
    }

    /** A label, to be broken between these parts only: not within a number. */
    static List<String> parts(String label) {
        return List.of(label.split("(?<=[+,])"));
    }

    static ArmView of(int index, List<ArmResult> arms) {
        ArmResult arm = arms.get(index);
        return new ArmView(
                index,
                color(index),
                Plot.Stroke.of(index).style(),
                index == 0,
                arm.label(),
                parts(arm.label()),
                ResultTable.row(arm),
                arm.examination() == null || arm.predictsValues() ? null : ExaminationView.of(arm.examination()),
                epochs(arm, Curve.of(arms)));
    }

    private static List<EpochView> epochs(ArmResult arm, List<Curve> curves) {
        List<double[]> means = curves.stream().map(c -> c.points(arm).mean()).toList();
        return IntStream.range(0, means.getFirst().length)
                .mapToObj(epoch -> new EpochView(
                        epoch + 1,
                        IntStream.range(0, curves.size())
                                .mapToObj(c -> format(curves.get(c), means.get(c)[epoch]))
                                .toList()))
                .toList();
    }

    private static String format(Curve curve, double value) {
        return String.format(Locale.ROOT, curve.share() ? "%.2f" : "%.4f", curve.share() ? 100 * value : value);
    }
}
