package dev.lanewise.cli.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * A picture of the report: lines over the epochs.
 *
 * @param title above it
 * @param quantity what is drawn, on its axis; pictures of the same quantity have the same scale
 * @param share whether the values are shares, to be shown in percent
 * @param arm whose picture it is, or {@link #ALL_ARMS}
 * @param lines at least one
 * @param gap whether the first two lines are test and train, the area between which is the gap
 */
record Plot(String title, String quantity, boolean share, int arm, List<Line> lines, boolean gap) {
    /** The arm of a picture that has a line for each. */
    static final int ALL_ARMS = -1;

    /** How a line is drawn. */
    enum Stroke {
        SOLID(2),
        DASHED(2, 8, 4),
        DOTTED(2, 2, 4),
        THIN(1);

        private final int width;
        private final List<Integer> dash;

        Stroke(int width, Integer... dash) {
            this.width = width;
            this.dash = List.of(dash);
        }

        /** One for each of several arms, beside their colours. */
        static Stroke of(int arm) {
            return values()[arm % THIN.ordinal()];
        }

        /** In pixels. */
        int width() {
            return width;
        }

        /** Lengths of a dash and of the gap after it, in pixels; empty for a line without gaps. */
        List<Integer> dash() {
            return dash;
        }

        /** What the style sheet calls it. */
        String style() {
            return "stroke-" + ordinal();
        }
    }

    /**
     * A line.
     *
     * @param name in the legend
     * @param arm that has its colour
     */
    record Line(String name, int arm, Stroke stroke, Curve.Points points) {}

    /** The values of all lines. */
    List<double[]> means() {
        return lines.stream().map(line -> line.points().mean()).toList();
    }

    /** The values that the picture has to reach to: of lines, or of the bands around them. */
    List<double[]> extremes() {
        return lines.stream()
                .flatMap(line -> line.stroke() == Stroke.THIN
                        ? Stream.of(line.points().mean())
                        : Stream.of(line.points().low(), line.points().high()))
                .toList();
    }
}
