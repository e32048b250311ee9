package dev.lanewise.cli.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.lanewise.cli.view.ChartScale;
import java.util.List;

/** The points of pictures for the page's script. */
final class CurveData {
    private CurveData() {}

    /** JSON that is safe inside a script element. Lines with fewer epochs than others end in nulls. */
    static String json(List<Plot> plots) {
        int epochs = plots.stream()
                .flatMap(plot -> plot.means().stream())
                .mapToInt(line -> line.length)
                .max()
                .orElse(0);
        JsonStringWriter out = JsonWriter.string().object();
        out.value("epochs", epochs);
        out.value(
                "logarithmic",
                plots.stream()
                        .filter(plot -> !plot.share())
                        .anyMatch(plot -> ChartScale.of(plot.extremes(), false).logarithmic()));
        out.array("plots");
        for (Plot plot : plots) {
            out.object()
                    .value("quantity", plot.quantity())
                    .value("share", plot.share())
                    .value("arm", plot.arm())
                    .value("gap", plot.gap())
                    .array("lines");
            plot.lines().forEach(line -> line(out, line, epochs));
            out.end().end();
        }
        return out.end().end().done().replace("<", "\\u003c");
    }

    private static void line(JsonStringWriter out, Plot.Line line, int epochs) {
        out.object()
                .value("name", line.name())
                .value("arm", line.arm())
                .value("width", line.stroke().width())
                .array("dash", line.stroke().dash());
        column(out, "mean", line.points().mean(), epochs);
        column(out, "low", line.points().low(), epochs);
        column(out, "high", line.points().high(), epochs);
        out.end();
    }

    private static void column(JsonStringWriter out, String name, double[] values, int length) {
        out.array(name);
        for (int i = 0; i < length; i++) {
            if (i < values.length && Double.isFinite(values[i])) {
                out.value(values[i]);
            } else {
                out.nul();
            }
        }
        out.end();
    }
}
