package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.jmh.JmhResult;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.testkit.MedianInterval;
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
import org.knowm.xchart.style.Styler;

/** The time of an epoch over the probability to drop, a line with intervals for each system. */
public final class DropoutChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 460;
    private static final double HALF = 0.5;
    private static final Pattern DECIMALS = Pattern.compile("(\\d\\.\\d)\\d+");
    private static final String NET = "1024x2";

    private final Map<String, TreeMap<Double, MedianInterval>> lines = new LinkedHashMap<>();

    private DropoutChart() {}

    /** Of duels at 1024-1024 with one probability for both layers; others are left out. */
    public static DropoutChart ofDuels(List<Outcome> outcomes) {
        DropoutChart chart = new DropoutChart();
        for (Outcome each : outcomes) {
            TrainingJob job = each.trainingJob();
            if (job.net().equals(NET) && job.dropout().size() < 2) {
                chart.point(each.label(), job.dropout(0), each.secondsOnce(), job.stepsOfAnEpoch());
            }
        }
        return chart;
    }

    /** Of our own step at 1024-1024 on all threads; other benchmarks are left out. */
    public static DropoutChart ofSteps(List<JmhResult> results) {
        DropoutChart chart = new DropoutChart();
        for (JmhResult each : results) {
            String regularizer = each.param("regularizer");
            if (each.benchmark().equals("StepBenchmark.step")
                    && each.param("net").equals(NET)) {
                double p = regularizer.equals("none")
                        ? 0
                        : Double.parseDouble(regularizer.split(":")[1]);
                chart.point(
                        "Lanewise",
                        p,
                        each.seconds(),
                        TrainingJob.IMAGES / Work.of(each).samples());
            }
        }
        return chart;
    }

    private void point(String system, double p, MedianInterval step, double steps) {
        lines.computeIfAbsent(system, label -> new TreeMap<>())
                .put(p, new MedianInterval(step.median() * steps, step.low() * steps, step.high() * steps));
    }

    /** Writes an SVG. */
    public void write(Path svg) throws IOException {
        XYChart chart = chart();
        lines.forEach((label, line) -> chart.addSeries(
                label,
                List.copyOf(line.keySet()),
                line.values().stream().map(MedianInterval::median).toList(),
                line.values().stream()
                        .map(each -> HALF * (each.high() - each.low()))
                        .toList()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
        // Letters are outlines with six decimals, of which none but the first can be seen.
        String text = bytes.toString(StandardCharsets.UTF_8);
        Files.writeString(svg, DECIMALS.matcher(text).replaceAll("$1"));
    }

    private static XYChart chart() {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Training 784-1024-1024-10, batch 256, all threads: seconds an epoch")
                .xAxisTitle("probability to drop a hidden unit")
                .yAxisTitle("seconds")
                .build();
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisDecimalPattern("0.0");
        chart.getStyler().setXAxisDecimalPattern("0.0");
        return chart;
    }
}
