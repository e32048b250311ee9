package dev.lanewise.cli.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;

/** Legends and notes, drawn. */
final class PictureText {
    static final int LINE = 20;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final int LONGEST_LABEL = 60;
    private static final int KEY = 34;
    private static final int SPACE = 14;

    private PictureText() {}

    /** A label that fits its place. */
    static String shortened(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL) + "…";
    }

    /** The height of a picture's legend. */
    static int legendHeight(Plot plot) {
        return LINE * rows(plot).size();
    }

    /** Arms have a row each, as their labels may be long; the four lines of a gap fit one. */
    private static List<List<Plot.Line>> rows(Plot plot) {
        return plot.arm() == Plot.ALL_ARMS ? plot.lines().stream().map(List::of).toList() : List.of(plot.lines());
    }

    /** Draws a picture's legend with its top left corner at the origin. */
    static void legend(Graphics2D graphics, Plot plot) {
        graphics.setFont(FONT);
        int middle = LINE / 2;
        for (List<Plot.Line> row : rows(plot)) {
            int x = SPACE;
            for (Plot.Line line : row) {
                graphics.setColor(PlotPicture.color(line.arm()));
                graphics.setStroke(PlotPicture.stroke(line.stroke()));
                graphics.drawLine(x, middle, x + KEY, middle);
                x = text(graphics, shortened(line.name()), x + KEY, middle);
            }
            if (plot.gap()) {
                graphics.setColor(PlotPicture.gapColor(plot));
                graphics.fillRect(x, middle - 5, KEY, 10);
                text(graphics, "gap", x + KEY, middle);
            }
            middle += LINE;
        }
    }

    /** Writes right of a key, and returns where the next may begin. */
    private static int text(Graphics2D graphics, String text, int x, int middle) {
        graphics.setColor(Color.BLACK);
        graphics.drawString(text, x + 6, middle + 4);
        return x + 6 + graphics.getFontMetrics().stringWidth(text) + SPACE;
    }

    /** Writes lines below each other. */
    static void lines(Graphics2D graphics, List<String> lines, int top) {
        graphics.setFont(FONT);
        graphics.setColor(Color.BLACK);
        for (int i = 0; i < lines.size(); i++) {
            graphics.drawString(lines.get(i), SPACE, top + (i + 1) * LINE - 6);
        }
    }
}
