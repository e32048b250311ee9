package dev.lanewise.cli.report;

import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.view.ChartScale;
import dev.lanewise.cli.view.Words;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/**
 * The report's pictures as one, for slides and documents: two beside each other, each with its legend, and a note at the bottom.
 * Written as {@code curves.svg} and {@code curves.png}.
 */
final class CurveImages {
    private static final int COLUMNS = 2;
    private static final int WIDTH = 480;
    private static final int HEIGHT = 320;
    private static final int PNG_SCALE = 2;

    private final List<Plot> plots;
    private final Map<String, ChartScale> scales;
    private final List<String> note;

    private CurveImages(Report report) {
        plots = Plots.of(report.arms());
        scales = plots.stream()
                .map(Plot::quantity)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), this::scale));
        note = Words.wrap(Plots.note(report));
    }

    /** What all pictures of a quantity reach over, so that they can be compared. */
    private ChartScale scale(String quantity) {
        List<Plot> all =
                plots.stream().filter(plot -> plot.quantity().equals(quantity)).toList();
        return ChartScale.of(
                all.stream().flatMap(plot -> plot.extremes().stream()).toList(),
                all.getFirst().share());
    }

    /**
     * Writes both pictures.
     *
     * @throws IOException if they cannot be written
     */
    static void write(Path directory, Report report) throws IOException {
        CurveImages images = new CurveImages(report);
        images.svg(directory.resolve(RunFolder.CURVES_SVG));
        images.png(directory.resolve(RunFolder.CURVES_PNG));
    }

    private Dimension size() {
        int height = 0;
        for (int row = 0; row < plots.size(); row += COLUMNS) {
            height += rowHeight(row);
        }
        return new Dimension(COLUMNS * WIDTH, height + (note.size() + 1) * PictureText.LINE);
    }

    private int rowHeight(int firstPlot) {
        return HEIGHT + PictureText.legendHeight(plots.get(firstPlot)) + PictureText.LINE;
    }

    private void paint(Graphics2D graphics) {
        Dimension size = size();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, size.width, size.height);
        int top = 0;
        for (int i = 0; i < plots.size(); i++) {
            Graphics2D tile = (Graphics2D) graphics.create();
            tile.translate(i % COLUMNS * WIDTH, top);
            Plot plot = plots.get(i);
            PlotPicture.chart(plot, scales.get(plot.quantity()), WIDTH, HEIGHT).paint(tile, WIDTH, HEIGHT);
            tile.dispose();
            Graphics2D below = (Graphics2D) graphics.create();
            below.translate(i % COLUMNS * WIDTH, top + HEIGHT);
            PictureText.legend(below, plot);
            below.dispose();
            top += i % COLUMNS == COLUMNS - 1 ? rowHeight(i) : 0;
        }
        PictureText.lines(graphics, note, size.height - (note.size() + 1) * PictureText.LINE);
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
        Files.write(file, Png.bytes(image));
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
