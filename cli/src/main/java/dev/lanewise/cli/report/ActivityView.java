package dev.lanewise.cli.report;

import dev.lanewise.cli.result.Examination.LayerActivity;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How active a layer is, as the page's template shows it. */
record ActivityView(
        List<String> parts,
        int layer,
        int units,
        String firing,
        int silent,
        String mean,
        String deviation,
        String histogramText,
        List<Bar> bars) {
    private static final int BAR_HEIGHT = 24;

    record Bar(int x, String y, String height) {}

    static Stream<ActivityView> of(String arm, List<LayerActivity> layers) {
        return IntStream.range(0, layers.size()).mapToObj(i -> of(arm, i + 1, layers.get(i)));
    }

    private static ActivityView of(String arm, int number, LayerActivity layer) {
        return new ActivityView(
                ArmView.parts(arm),
                number,
                layer.units(),
                String.format(Locale.ROOT, "%.1f", 100 * layer.firing()),
                layer.silent(),
                String.format(Locale.ROOT, "%.3f", layer.mean()),
                String.format(Locale.ROOT, "%.3f", layer.deviation()),
                layer.histogram().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", "Units by tenths of the samples they fire for: ", "")),
                bars(layer.histogram()));
    }

    private static List<Bar> bars(List<Integer> histogram) {
        double highest = Math.max(1, Collections.max(histogram));
        return IntStream.range(0, histogram.size())
                .mapToObj(i -> bar(i, BAR_HEIGHT * histogram.get(i) / highest))
                .toList();
    }

    private static Bar bar(int index, double height) {
        return new Bar(
                10 * index,
                String.format(Locale.ROOT, "%.1f", BAR_HEIGHT - height),
                String.format(Locale.ROOT, "%.1f", height));
    }
}
