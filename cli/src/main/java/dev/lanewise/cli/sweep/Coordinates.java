package dev.lanewise.cli.sweep;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.compare.Arm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings as lines across parallel axes: an axis an option, and the last for what they are ranked by. */
final class Coordinates {
    private final List<Levels> axes = new ArrayList<>();
    private final List<Standing> standings;
    private final List<Arm> arms = new ArrayList<>();

    /**
     * The lines of these settings.
     *
     * @param standings those that are ranked
     * @param settings all of the sweep
     */
    Coordinates(List<String> options, List<Standing> standings, List<Arm> settings) {
        this.standings = standings;
        String figure = standings.isEmpty() ? "" : standings.getFirst().figureName();
        for (Standing each : standings) {
            Map<String, String> changes =
                    new LinkedHashMap<>(settings.get(each.setting() - 1).changes());
            changes.put(figure, figure(each));
            arms.add(new Arm(each.label(), changes));
        }
        if (!standings.isEmpty()) {
            options.forEach(option -> axes.add(Levels.of(option, settings)));
            axes.add(Levels.of(figure, arms));
        }
    }

    private static String figure(Standing each) {
        return each.accuracy()
                .map(accuracy -> String.format(Locale.ROOT, "%.2f", 100 * accuracy.mean()))
                .orElseGet(() -> String.format(Locale.ROOT, "%.4f", each.loss().mean()));
    }

    List<Levels> axes() {
        return axes;
    }

    /** The axes with their values and where these are, and the index of its value on each axis for every setting. */
    JsonObject json() {
        JsonArray all = new JsonArray();
        for (Levels each : axes) {
            JsonObject axis = new JsonObject();
            axis.put("name", each.option());
            axis.put("values", new JsonArray(each.values()));
            JsonArray places = new JsonArray();
            for (double place : each.places()) {
                places.add(place);
            }
            axis.put("places", places);
            all.add(axis);
        }
        JsonArray lines = new JsonArray();
        for (int i = 0; i < arms.size(); i++) {
            Arm arm = arms.get(i);
            JsonObject line = new JsonObject();
            line.put("setting", standings.get(i).setting());
            line.put(
                    "at",
                    new JsonArray(axes.stream()
                            .map(axis -> axis.values().indexOf(arm.changes().get(axis.option())))
                            .toList()));
            lines.add(line);
        }
        JsonObject out = new JsonObject();
        out.put("axes", all);
        out.put("lines", lines);
        return out;
    }
}
