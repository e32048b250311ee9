package dev.lanewise.cli.view;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.registry.PluginProblem;
import dev.lanewise.registry.Registered;
import dev.lanewise.spi.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Regularizers in words and as JSON. */
public final class Listing {
    /** Of lines that go on. */
    private static final int INDENT = 6;

    /** Of the column of names; a longer one moves its own line alone. */
    private static final int MOST_COLUMNS = 50;

    private Listing() {}

    /** For each regularizer two lines, one for each argument, and an example that can be typed. */
    public static List<String> table(List<Registered> all) {
        List<String> out = new ArrayList<>();
        int widest = all.stream()
                .mapToInt(each -> each.syntax().length())
                .filter(each -> each <= MOST_COLUMNS)
                .max()
                .orElse(1);
        for (Registered each : all) {
            String row = String.format("%-" + widest + "s  %s", each.syntax(), each.summary());
            out.addAll(lines(row, widest + 2));
            each.arguments().forEach(argument -> out.addAll(lines("    " + argument, INDENT)));
            if (!each.parameters().isEmpty()) {
                out.addAll(lines("    as in " + each.example(), INDENT));
            }
            String sha256 = each.origin().sha256();
            String version = "    version " + each.version() + ", " + each.origin();
            out.addAll(lines(version + (sha256.isEmpty() ? "" : ", SHA-256 " + sha256), INDENT));
        }
        return out;
    }

    private static List<String> lines(String text, int indent) {
        return Words.wrap(Words.plain(text), indent);
    }

    /** As an event. */
    public static JsonObject json(Registered each) {
        JsonObject out = Json.event("regularizer");
        out.put("name", each.name());
        out.put("syntax", each.syntax());
        out.put("summary", each.summary());
        out.put("version", each.version());
        out.put("jar", each.origin().jar());
        if (!each.origin().sha256().isEmpty()) {
            out.put("sha256", each.origin().sha256());
        }
        JsonArray arguments = new JsonArray();
        each.parameters().forEach(parameter -> arguments.add(json(parameter)));
        out.put("arguments", arguments);
        return out;
    }

    private static JsonObject json(Parameter parameter) {
        JsonObject out = new JsonObject();
        out.put("name", parameter.name());
        out.put("type", parameter.type().name().toLowerCase(Locale.ROOT));
        if (parameter.type() == Parameter.Type.CHOICE || parameter.type() == Parameter.Type.TEXT) {
            if (parameter.type() == Parameter.Type.CHOICE) {
                out.put("choices", new JsonArray(parameter.choices()));
            }
            parameter
                    .defaultValue()
                    .ifPresent(value -> out.put("default", parameter.choices().get((int) value)));
        } else {
            putIfFinite(out, "minimum", parameter.minimum());
            putIfFinite(out, "maximum", parameter.maximum());
            parameter.defaultValue().ifPresent(value -> out.put("default", value));
        }
        out.put("help", parameter.help());
        return out;
    }

    private static void putIfFinite(JsonObject out, String name, double value) {
        if (Double.isFinite(value)) {
            out.put(name, value);
        }
    }

    /** As an event. */
    public static JsonObject json(PluginProblem each) {
        JsonObject out = Json.event("problem");
        out.put("jar", each.origin().jar());
        out.put("message", each.message());
        return out;
    }
}
