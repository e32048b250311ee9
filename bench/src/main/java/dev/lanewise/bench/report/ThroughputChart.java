package dev.lanewise.bench.report;

import dev.lanewise.bench.Net;
import dev.lanewise.bench.duel.Outcome;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Training throughput over the hidden size, a line for each system, under the roof that the machine's multiply-adds set. */
public final class ThroughputChart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 520;
    private static final float[] DASHES = {6, 4};

    private ThroughputChart() {}

    /**
     * Draws training with dropout and two hidden layers.
     *
     * @param outcomes of duels, others are left out
     * @param svg the file to write
     */
    public static void draw(List<Outcome> outcomes, Path svg) throws IOException {
        List<Outcome> shown = outcomes.stream()
                .filter(ThroughputChart::shown)
                .sorted(Comparator.comparingInt(ThroughputChart::hidden))
                .toList();
        Map<String, TreeMap<Integer, Double>> lines = new LinkedHashMap<>();
        TreeMap<Integer, Double> roof = new TreeMap<>();
        for (Outcome each : shown) {
            lines.computeIfAbsent(each.label(), label -> new TreeMap<>())
                    .put(hidden(each), PeerTable.samplesASecond(each));
            double peak = each.peaks().stream().mapToDouble(p -> p).average().orElseThrow() * 1e9;
            roof.merge(hidden(each), peak / Net.parse(each.trainingJob().net()).trainingFlops(), Math::max);
        }
        XYChart chart = chart();
        lines.forEach((label, line) -> add(chart, label, line));
        XYSeries limit = add(chart, "FMA peak of the machine", roof);
        limit.setLineColor(Color.GRAY);
        limit.setLineStyle(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES, 0));
        limit.setMarker(SeriesMarkers.NONE);
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg.toString(), VectorGraphicsFormat.SVG);
    }

    private static boolean shown(Outcome outcome) {
        return outcome.training()
                && outcome.trainingJob().dropout() > 0
                && outcome.trainingJob().hidden().length == 2;
    }

    private static int hidden(Outcome outcome) {
        return outcome.trainingJob().hidden()[0];
    }

    private static XYChart chart() {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Training with dropout, 784-h-h-10, batch 256, all threads")
                .xAxisTitle("hidden units h")
                .yAxisTitle("samples a second")
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static XYSeries add(XYChart chart, String label, TreeMap<Integer, Double> line) {
        return chart.addSeries(label, List.copyOf(line.keySet()), List.copyOf(line.values()));
    }
}
