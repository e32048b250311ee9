package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ClassScores;
import dev.lanewise.cli.result.Examination;
import dev.lanewise.cli.result.Examination.Mistake;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** An examination as the page's template shows it. */
record ExaminationView(
        long seed,
        List<String> classNames,
        List<ConfusionRow> confusion,
        List<MetricsRow> metrics,
        List<MistakeView> mistakes,
        boolean wrong) {
    private static final int HEATS = 5;

    record ConfusionRow(String name, List<Cell> cells) {}

    record Cell(int count, int heat, boolean hit) {}

    record MetricsRow(String name, String precision, String recall, String f1, int images) {}

    record MistakeView(int index, String image, String truth, String prediction, String probability) {}

    static ExaminationView of(Examination examination) {
        List<String> names = examination.classNames();
        return new ExaminationView(
                examination.seed(),
                names,
                IntStream.range(0, names.size())
                        .mapToObj(truth ->
                                row(names.get(truth), truth, examination.confusion()[truth]))
                        .toList(),
                ClassScores.of(examination.confusion(), names).stream()
                        .map(ExaminationView::metrics)
                        .toList(),
                examination.mistakes().stream().map(m -> mistake(m, names)).toList(),
                !examination.mistakes().isEmpty());
    }

    private static ConfusionRow row(String name, int truth, int[] counts) {
        int all = Math.max(1, Arrays.stream(counts).sum());
        return new ConfusionRow(
                name,
                IntStream.range(0, counts.length)
                        .mapToObj(c -> new Cell(counts[c], heat((double) counts[c] / all), c == truth))
                        .toList());
    }

    /** 0 for none; the square root lets a few percent of mistakes be seen. */
    private static int heat(double share) {
        return (int) Math.ceil(HEATS * Math.sqrt(share));
    }

    private static MetricsRow metrics(ClassScores m) {
        return new MetricsRow(m.name(), percent(m.precision()), percent(m.recall()), percent(m.f1()), m.images());
    }

    private static MistakeView mistake(Mistake mistake, List<String> names) {
        return new MistakeView(
                mistake.index(),
                Png.dataUri(mistake.pixels(), mistake.rows(), mistake.columns()),
                names.get(mistake.truth()),
                names.get(mistake.prediction()),
                String.format(Locale.ROOT, "%.2f %% sure", 100 * mistake.probability()));
    }

    private static String percent(OptionalDouble share) {
        return share.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f", 100 * share.getAsDouble());
    }
}
