package dev.lanewise.cli.report;

import dev.lanewise.cli.view.ChartScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One picture as a chart of XChart, on white. */
final class PlotPicture {
    /** M. Okabe and K. Ito's colours that readers with any colour vision tell apart, as in report.css. */
    private static final List<Color> COLORS = IntStream.of(
                    0x0072b2, 0xd55e00, 0x009e73, 0xb0548c, 0x8a6d00, 0x3a86c8, 0x666666, 0x000000)
            .mapToObj(Color::new)
            .toList();

    private static final int GAP_ALPHA = 90;
    private static final int SEEDS_ALPHA = 50;
    /** Where the gap is what counts. */
    private static final int FAINT_ALPHA = 30;

    private PlotPicture() {}

    /** The chart, with the scale that all pictures of its quantity share. */
    static XYChart chart(Plot plot, ChartScale scale, int width, int height) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(PictureText.shortened(plot.title()))
                .xAxisTitle("epoch" + (scale.withoutFirst() ? " (1 lies outside)" : ""))
                .yAxisTitle(plot.quantity() + (scale.logarithmic() ? ", logarithmic" : ""))
                .build();
        style(chart.getStyler(), plot, scale);
        if (plot.gap()) {
            double[] test = plot.lines().get(0).points().mean();
            double[] train = plot.lines().get(1).points().mean();
            band(chart, "gap", test, train, gapColor(plot));
        }
        for (int i = 0; i < plot.lines().size(); i++) {
            Plot.Line line = plot.lines().get(i);
            line(chart, Integer.toString(i), line, translucent(line, plot.gap() ? FAINT_ALPHA : SEEDS_ALPHA));
        }
        return chart;
    }

    private static void style(XYStyler styler, Plot plot, ChartScale scale) {
        styler.setLegendVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15))
                .setChartTitleBoxVisible(false);
        styler.setPlotGridLinesColor(new Color(0xdddddd))
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setYAxisDecimalPattern(plot.share() ? "0.#%" : "0.0###")
                .setYAxisMin(scale.low())
                .setYAxisMax(scale.high())
                .setYAxisLogarithmic(scale.logarithmic());
        styler.setXAxisDecimalPattern("0");
    }

    private static void line(XYChart chart, String name, Plot.Line line, Color seeds) {
        double[] mean = line.points().mean();
        if (line.stroke() != Plot.Stroke.THIN) {
            band(chart, name + " seeds", line.points().low(), line.points().high(), seeds);
        }
        XYSeries series = chart.addSeries(name, epochs(mean.length).toArray(), mean);
        series.setLineColor(color(line.arm()));
        series.setLineStyle(stroke(line.stroke()));
        series.setMarker(mean.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(color(line.arm()));
    }

    /** Fills between two lines, where both have a value and they are not the same. */
    private static void band(XYChart chart, String name, double[] one, double[] other, Color color) {
        int[] at = IntStream.range(0, Math.min(one.length, other.length))
                .filter(i -> Double.isFinite(one[i]) && Double.isFinite(other[i]))
                .toArray();
        if (at.length < 2 || IntStream.of(at).allMatch(i -> one[i] == other[i])) {
            return;
        }
        IntStream forth = IntStream.of(at);
        IntStream back = IntStream.range(0, at.length).map(i -> at[at.length - 1 - i]);
        double[] x = IntStream.concat(forth, back).mapToDouble(i -> i + 1).toArray();
        double[] y = DoubleStream.concat(
                        IntStream.of(at).mapToDouble(i -> one[i]),
                        IntStream.range(0, at.length).mapToDouble(i -> other[at[at.length - 1 - i]]))
                .toArray();
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(color);
        series.setLineColor(new Color(0, 0, 0, 0));
        series.setMarker(SeriesMarkers.NONE);
    }

    private static DoubleStream epochs(int count) {
        return IntStream.rangeClosed(1, count).asDoubleStream();
    }

    static Color color(int arm) {
        return COLORS.get(arm % COLORS.size());
    }

    /** The colour of the area between test and train. */
    static Color gapColor(Plot plot) {
        return translucent(plot.lines().getFirst(), GAP_ALPHA);
    }

    private static Color translucent(Plot.Line line, int alpha) {
        Color color = color(line.arm());
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    static BasicStroke stroke(Plot.Stroke stroke) {
        float[] dash = new float[stroke.dash().size()];
        for (int i = 0; i < dash.length; i++) {
            dash[i] = stroke.dash().get(i);
        }
        return new BasicStroke(
                stroke.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash.length == 0 ? null : dash, 0);
    }
}
