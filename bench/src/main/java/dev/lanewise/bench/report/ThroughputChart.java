package dev.lanewise.bench.report;

import dev.lanewise.bench.Net;
import dev.lanewise.bench.duel.Outcome;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Training throughput over the hidden size, a line for each system, under the roof that the machine's multiply-adds set. */
public final class ThroughputChart {
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 520;
    private static final float[] DASHES = {6, 4};
    private static final Pattern DECIMALS = Pattern.compile("(\\d\\.\\d)\\d+");

    private final Map<String, TreeMap<Integer, Double>> lines = new LinkedHashMap<>();
    private final TreeMap<Integer, Double> roof = new TreeMap<>();

    private ThroughputChart() {}

    /**
     * Of all systems that trained with dropout and two hidden layers; other outcomes are left out, and so are those of a system after
     * its first of a size.
     */
    public static ThroughputChart ofDuels(List<Outcome> outcomes) {
        ThroughputChart chart = new ThroughputChart();
        for (Outcome each : outcomes) {
            if (shown(each)) {
                chart.point(
                        each.label(),
                        Net.parse(each.trainingJob().net()),
                        PeerTable.samplesASecond(each),
                        PeerTable.peak(each));
            }
        }
        return chart;
    }

    /** Of our own step with dropout on all threads; other benchmarks are left out. */
    public static ThroughputChart ofSteps(List<JmhResult> results) {
        ThroughputChart chart = new ThroughputChart();
        for (JmhResult each : results) {
            Net net = each.param("net").isEmpty() ? null : Net.parse(each.param("net"));
            if (net != null
                    && each.benchmark().equals("StepBenchmark.step")
                    && each.param("threads").equals("all")
                    && each.param("regularizer").startsWith("dropout")
                    && net.hidden().length == 2) {
                double seconds = Estimate.of(each.seconds()).mean();
                double samples = Work.of(each).samples();
                chart.point(
                        "Lanewise",
                        net,
                        samples / seconds,
                        Estimate.of(each.peaks()).mean());
            }
        }
        return chart;
    }

    private void point(String system, Net net, double samplesASecond, double peak) {
        int hidden = net.hidden()[0];
        lines.computeIfAbsent(system, label -> new TreeMap<>()).putIfAbsent(hidden, samplesASecond);
        roof.merge(hidden, peak * 1e9 / net.trainingFlops(), Math::max);
    }

    /** Writes an SVG. */
    public void write(Path svg) throws IOException {
        XYChart chart = chart();
        lines.forEach((label, line) -> add(chart, label, line));
        XYSeries limit = add(chart, "FMA peak of the machine", roof);
        limit.setLineColor(Color.GRAY);
        limit.setLineStyle(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES, 0));
        limit.setMarker(SeriesMarkers.NONE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
        // Letters are outlines with six decimals, of which none but the first can be seen.
        String text = bytes.toString(StandardCharsets.UTF_8);
        Files.writeString(svg, DECIMALS.matcher(text).replaceAll("$1"));
    }

    private static boolean shown(Outcome outcome) {
        return outcome.training()
                && outcome.trainingJob().dropout() > 0
                && outcome.trainingJob().hidden().length == 2;
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
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisDecimalPattern("#,###");
        chart.getStyler().setXAxisDecimalPattern("#");
        return chart;
    }

    private static XYSeries add(XYChart chart, String label, TreeMap<Integer, Double> line) {
        return chart.addSeries(label, List.copyOf(line.keySet()), List.copyOf(line.values()));
    }
}
