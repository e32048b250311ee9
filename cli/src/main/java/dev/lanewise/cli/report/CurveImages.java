package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.runfile.RunFolder;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;

/**
 * The curves as one picture, for slides and documents: losses above, accuracies below, and a legend at the bottom. Written as
 * {@code curves.svg} and {@code curves.png}.
 */
final class CurveImages {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 320;
    private static final int LEGEND_LINE = 22;
    private static final int LONGEST_LABEL = 110;
    private static final int PNG_SCALE = 2;
    /** M. Okabe and K. Ito's colours that readers with any colour vision tell apart, as in report.css. */
    private static final List<Color> COLORS = IntStream.of(
                    0x0072b2, 0xd55e00, 0x009e73, 0xb0548c, 0x8a6d00, 0x3a86c8, 0x666666, 0x000000)
            .mapToObj(Color::new)
            .toList();

    private static final List<float[]> DASHES = List.of(new float[0], new float[] {8, 4}, new float[] {2, 4});

    private final List<ArmResult> arms;
    private final List<XYChart> charts;
    private final int columns;

    private CurveImages(List<ArmResult> arms) {
        this.arms = arms;
        charts = Curve.of(arms).stream().map(this::chart).toList();
        columns = (charts.size() + 1) / 2;
    }

    /**
     * Writes both pictures.
     *
     * @throws IOException if they cannot be written
     */
    static void write(Path directory, List<ArmResult> arms) throws IOException {
        CurveImages images = new CurveImages(arms);
        images.svg(directory.resolve(RunFolder.CURVES_SVG));
        images.png(directory.resolve(RunFolder.CURVES_PNG));
    }

    private XYChart chart(Curve curve) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(curve.title())
                .xAxisTitle("epoch")
                .build();
        chart.getStyler()
                .setLegendVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15))
                .setChartTitleBoxVisible(false);
        chart.getStyler()
                .setPlotGridLinesColor(new Color(0xdddddd))
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setYAxisDecimalPattern(curve.share() ? "0.#%" : "0.0##");
        for (int arm = 0; arm < arms.size(); arm++) {
            line(chart, curve.points(arms.get(arm)).mean(), arm);
        }
        return chart;
    }

    private static void line(XYChart chart, double[] values, int arm) {
        double[] epochs =
                IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
        XYSeries series = chart.addSeries(Integer.toString(arm), epochs, values);
        series.setLineColor(color(arm));
        series.setLineStyle(stroke(arm));
        series.setMarker(values.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(color(arm));
    }

    private static Color color(int arm) {
        return COLORS.get(arm % COLORS.size());
    }

    private static BasicStroke stroke(int arm) {
        float[] dash = DASHES.get(arm % DASHES.size());
        return new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash.length == 0 ? null : dash, 0);
    }

    private Dimension size() {
        int rows = (charts.size() + columns - 1) / columns;
        return new Dimension(columns * WIDTH, rows * HEIGHT + arms.size() * LEGEND_LINE + LEGEND_LINE / 2);
    }

    private void paint(Graphics2D graphics) {
        Dimension size = size();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, size.width, size.height);
        for (int i = 0; i < charts.size(); i++) {
            Graphics2D tile = (Graphics2D) graphics.create();
            tile.translate(i % columns * WIDTH, i / columns * HEIGHT);
            charts.get(i).paint(tile, WIDTH, HEIGHT);
            tile.dispose();
        }
        for (int arm = 0; arm < arms.size(); arm++) {
            legend(graphics, arm, size.height - LEGEND_LINE / 2 - (arms.size() - arm) * LEGEND_LINE);
        }
    }

    private void legend(Graphics2D graphics, int arm, int top) {
        int middle = top + LEGEND_LINE / 2;
        graphics.setColor(color(arm));
        graphics.setStroke(stroke(arm));
        graphics.drawLine(20, middle, 60, middle);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        String label = arms.get(arm).label();
        String shown = label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL) + "…";
        graphics.drawString(shown, 70, middle + 5);
    }

    private void png(Path file) throws IOException {
        Dimension size = size();
        BufferedImage image =
                new BufferedImage(size.width * PNG_SCALE, size.height * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(PNG_SCALE, PNG_SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        paint(graphics);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("this JDK cannot write PNG");
        }
        Files.write(file, bytes.toByteArray());
    }

    private void svg(Path file) throws IOException {
        SVGGraphics2D graphics = new SVGGraphics2D(emptySvg());
        graphics.setSVGCanvasSize(size());
        paint(graphics);
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            graphics.stream(out, true);
        }
    }

    private static Document emptySvg() {
        try {
            return DocumentBuilderFactory.newNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own XML parser is missing", e);
        }
    }
}
