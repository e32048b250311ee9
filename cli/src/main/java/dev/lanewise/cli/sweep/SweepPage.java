package dev.lanewise.cli.sweep;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.samskivert.mustache.Mustache;
import dev.lanewise.cli.report.PageParts;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.sweep.Effects.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A sweep as one HTML page that loads nothing, but itself anew while the sweep goes on. */
final class SweepPage {
    private static final int INTERACTIONS = 10;

    private SweepPage() {}

    /**
     * The page. Every string of the report is escaped.
     *
     * @param live whether it is served while the sweep goes on
     */
    static String of(SweepReport report, boolean live) {
        String style = PageParts.style();
        String charts = PageParts.charts();
        String script = PageParts.resource("sweep.js");
        List<Standing> ranked = report.ranked();
        Coordinates coordinates =
                new Coordinates(report.options(), ranked, report.plan().settings());
        JsonObject data = coordinates.json();
        data.put("curves", curves(report.curves()));
        data.put("percent", !ranked.isEmpty() && ranked.getFirst().accuracy().isPresent());
        Effects effects = new Effects(report.options(), report.figures());
        Page page = new Page(
                "Lanewise: a sweep of " + report.plan().settings().size() + " settings",
                live,
                PageParts.policy(live ? "connect-src 'self'; " : "", style, charts, script),
                style,
                charts,
                PageParts.chartsLicence(),
                script,
                Json.line(data).replace("<", "\\u003c"),
                summary(report),
                report.options(),
                ranked.isEmpty() ? "" : ranked.getFirst().figureName(),
                rows(report),
                axes(coordinates),
                effects.main().stream().map(EffectView::of).toList(),
                effects.strongest(INTERACTIONS).stream().map(EffectView::of).toList(),
                curveLines(report),
                curveRows(report.curves()),
                report.winner().map(Winner::command).orElse(""),
                report.plan().sweep().command());
        return Mustache.compiler().compile(PageParts.resource("sweep.mustache")).execute(page);
    }

    /** What the template is filled with; it names these. */
    private record Page(
            String title,
            boolean live,
            String contentSecurityPolicy,
            String style,
            String charts,
            String chartsLicence,
            String script,
            String data,
            List<String> summary,
            List<String> options,
            String figureName,
            List<RowView> rows,
            List<AxisView> axes,
            List<EffectView> effects,
            List<EffectView> interactions,
            List<CurveView> curves,
            List<CurveRowView> curveRows,
            String winnerCommand,
            String command) {}

    private record RowView(int setting, String rank, List<String> values, String figure, int epochs, String why) {}

    private record AxisView(int index, String name, int last) {}

    private record CurveView(int index, String name) {}

    private record CurveRowView(int epoch, List<String> values) {}

    private record EffectView(String what, int settings, String estimate, String low, String high) {
        static EffectView of(Effect each) {
            return new EffectView(
                    each.what(),
                    each.settings(),
                    signed(each.estimate()),
                    Double.isNaN(each.half()) ? "–" : signed(each.estimate() - each.half()),
                    Double.isNaN(each.half()) ? "–" : signed(each.estimate() + each.half()));
        }

        private static String signed(double value) {
            return String.format(Locale.ROOT, "%+.3g", value);
        }
    }

    private static List<String> summary(SweepReport report) {
        List<String> out = new ArrayList<>();
        report.winner()
                .ifPresent(each -> out.add("The best is " + each.standing().label() + ", with "
                        + each.standing().figureInWords() + "."));
        report.winner()
                .ifPresent(each -> out.add(
                        "The order follows from the samples held out alone. The test set was used once, for the best: "
                                + each.figure() + "."));
        out.add(report.progress());
        return out;
    }

    private static List<RowView> rows(SweepReport report) {
        List<RowView> out = new ArrayList<>();
        for (Standing each : report.standings()) {
            Map<String, String> changes =
                    report.plan().settings().get(each.setting() - 1).changes();
            out.add(new RowView(
                    each.setting(),
                    each.ranked() ? Integer.toString(out.size() + 1) : "–",
                    report.options().stream().map(changes::get).toList(),
                    each.ranked() ? each.figure() : "–",
                    each.epochs(),
                    each.why()));
        }
        return out;
    }

    private static List<AxisView> axes(Coordinates coordinates) {
        return IntStream.range(0, coordinates.axes().size())
                .mapToObj(i -> {
                    Levels axis = coordinates.axes().get(i);
                    return new AxisView(i, axis.option(), axis.values().size() - 1);
                })
                .toList();
    }

    private static JsonArray curves(Map<String, List<Double>> curves) {
        JsonArray out = new JsonArray();
        curves.values().forEach(each -> out.add(new JsonArray(each)));
        return out;
    }

    private static List<CurveView> curveLines(SweepReport report) {
        List<String> names = List.copyOf(report.curves().keySet());
        return IntStream.range(0, names.size())
                .mapToObj(i -> new CurveView(i, names.get(i)))
                .toList();
    }

    private static List<CurveRowView> curveRows(Map<String, List<Double>> curves) {
        int epochs = curves.values().stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, epochs)
                .mapToObj(epoch -> new CurveRowView(
                        epoch + 1,
                        curves.values().stream()
                                .map(each ->
                                        epoch < each.size() ? String.format(Locale.ROOT, "%.4g", each.get(epoch)) : "")
                                .toList()))
                .toList();
    }
}
