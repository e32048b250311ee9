package dev.lanewise.cli.report;

import dev.lanewise.cli.report.Plot.Line;
import dev.lanewise.cli.report.Plot.Stroke;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.run.Epoch.LayerVariance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Chooses the pictures of a report, for the page and for image files. */
final class Plots {
    private static final String ACCURACY = "accuracy";
    private static final String LOSS = "loss";

    private Plots() {}

    /** If there are several arms, how they do on test images, side by side; then accuracy and loss of each arm, with the gap. */
    static List<Plot> of(List<ArmResult> arms) {
        List<Plot> out = new ArrayList<>();
        boolean classes = !arms.getFirst().predictsValues();
        if (arms.size() > 1 && classes) {
            out.add(allArms("Test accuracy", ACCURACY, Curve.TEST_ACCURACY, arms));
        }
        if (arms.size() > 1) {
            out.add(allArms("Test loss", LOSS, Curve.TEST_LOSS, arms));
        }
        for (int arm = 0; arm < arms.size(); arm++) {
            String whose = arms.size() > 1 ? ": " + arms.get(arm).label() : "";
            if (classes) {
                out.add(gap("Accuracy" + whose, ACCURACY, arms.get(arm), arm, Curve.ACCURACIES));
            }
            out.add(gap("Loss" + whose, LOSS, arms.get(arm), arm, Curve.LOSSES));
        }
        out.addAll(variances(arms));
        return out;
    }

    /** A picture for each hidden layer, where the variance of its activations was recorded. */
    private static List<Plot> variances(List<ArmResult> arms) {
        List<Plot> out = new ArrayList<>();
        for (int layer = 0; ; layer++) {
            List<Line> lines = new ArrayList<>();
            for (int arm = 0; arm < arms.size(); arm++) {
                lines.addAll(variances(arms.get(arm), arm, arms.size() > 1, layer));
            }
            if (lines.isEmpty()) {
                return out;
            }
            String title = "Variance of the activations of hidden layer " + (layer + 1);
            out.add(new Plot(title, "variance of layer " + (layer + 1), false, Plot.ALL_ARMS, lines, false));
        }
    }

    private static List<Line> variances(ArmResult result, int arm, boolean several, int layer) {
        boolean recorded = result.runs().stream()
                .allMatch(run -> run.epochs().getLast().activations().size() > layer);
        if (!recorded) {
            return List.of();
        }
        String without = several ? result.label() : "without noise";
        String with = several ? result.label() + ", with noise" : "with the noise of training";
        return List.of(
                new Line(without, arm, Stroke.of(arm), variance(result, layer, LayerVariance::inference)),
                new Line(with, arm, Stroke.THIN, variance(result, layer, LayerVariance::training)));
    }

    private static Curve.Points variance(ArmResult result, int layer, ToDoubleFunction<LayerVariance> figure) {
        return Curve.points(
                result,
                epoch -> epoch.activations().size() > layer
                        ? figure.applyAsDouble(epoch.activations().get(layer))
                        : Double.NaN);
    }

    private static Plot allArms(String title, String quantity, Curve curve, List<ArmResult> arms) {
        List<Line> lines = IntStream.range(0, arms.size())
                .mapToObj(arm -> new Line(arms.get(arm).label(), arm, Stroke.of(arm), curve.points(arms.get(arm))))
                .toList();
        return new Plot(title, quantity, curve.share(), Plot.ALL_ARMS, lines, false);
    }

    private static Plot gap(String title, String quantity, ArmResult result, int arm, Curve.Gap curves) {
        List<Curve> all = Curve.of(List.of(result));
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("test", arm, Stroke.SOLID, curves.test().points(result)));
        if (all.contains(curves.train())) {
            lines.add(new Line("train", arm, Stroke.DASHED, curves.train().points(result)));
        }
        if (all.contains(curves.validation())) {
            lines.add(new Line(
                    "validation", arm, Stroke.DOTTED, curves.validation().points(result)));
        }
        lines.add(
                new Line("as seen in training", arm, Stroke.THIN, curves.seen().points(result)));
        return new Plot(title, quantity, curves.test().share(), arm, lines, all.contains(curves.train()));
    }

    /** What the lines and areas are, for readers. */
    static String note(Report report) {
        int seeds =
                report.arms().stream().mapToInt(arm -> arm.runs().size()).max().orElse(0);
        String means = seeds > 1
                ? "Lines are means over " + ResultTable.seeds(report.arms())
                        + " seeds; the bands around them reach from the lowest to the highest seed. "
                : "";
        String train = report.trainSample().isEmpty()
                ? "Test is measured without a regularizer's noise after each epoch. "
                : "Test and train are measured without a regularizer's noise after each epoch, train on "
                        + report.trainSample() + "; the area between them is the gap. ";
        return means + train + "As seen in training means with that noise, and before the updates.";
    }
}
