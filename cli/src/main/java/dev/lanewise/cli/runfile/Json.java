package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.step.ProductWays;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON of events and of {@code run.json}: names in snake case, accuracies 0…1, times in seconds. */
public final class Json {
    private Json() {}

    /** An object whose first member says which event it is. */
    public static JsonObject event(String name) {
        JsonObject out = new JsonObject();
        out.put("event", name);
        return out;
    }

    /** On one line. */
    public static String line(JsonObject object) {
        return JsonWriter.string(finite(object));
    }

    /** On many lines. */
    public static String pretty(JsonObject object) {
        return JsonWriter.indent("  ").string().value(finite(object)).done() + "\n";
    }

    /** The same with null in place of numbers that JSON has no way to write. */
    private static Object finite(Object value) {
        if (value instanceof JsonObject object) {
            JsonObject out = new JsonObject();
            object.forEach((name, each) -> out.put(name, finite(each)));
            return out;
        }
        if (value instanceof JsonArray list) {
            return new JsonArray(list.stream().map(Json::finite).toList());
        }
        return value instanceof Number number && !Double.isFinite(number.doubleValue()) ? null : value;
    }

    /** A description of a run; each member is an option, with underscores for hyphens. */
    public static JsonObject of(RunConfig config) {
        JsonObject out = new JsonObject();
        config.options().forEach((name, text) -> out.put(name.replace('-', '_'), value(name, text)));
        out.put("hidden", new JsonArray(config.hidden()));
        out.put("regularizer", new JsonArray(config.regularizers().texts()));
        return out;
    }

    /** The options that such a description stands for. */
    public static Map<String, String> options(JsonObject configuration) {
        Map<String, String> out = new LinkedHashMap<>();
        configuration.forEach((name, value) -> {
            String separator = name.equals("hidden") ? "," : name.equals("regularizer") ? "+" : File.pathSeparator;
            if (value instanceof JsonArray list) {
                putList(out, name, list.stream().map(String::valueOf).collect(Collectors.joining(separator)));
            } else {
                out.put(name.replace('_', '-'), String.valueOf(value));
            }
        });
        return out;
    }

    /** No plug-ins are the same as an option that is not given; no regularizers are an answer. */
    private static void putList(Map<String, String> out, String name, String text) {
        if (!name.equals("plugins") || !text.isEmpty()) {
            out.put(name, name.equals("regularizer") && text.isEmpty() ? "none" : text);
        }
    }

    /** A number or a truth value where the text is one. */
    private static Object value(String name, String text) {
        if (CommandLines.FLAGS.contains(name)) {
            return Boolean.valueOf(text);
        }
        if (List.of("data", "plugins", "target", "class-weights").contains(name)) {
            return text;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return numberOrText(text);
        }
    }

    private static Object numberOrText(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** Loss and accuracy in inference, and what they add up to. */
    public static void put(JsonObject out, RunResult result) {
        put(out, "inference_train", result.train());
        result.validation().ifPresent(each -> put(out, "validation", each));
        put(out, "test", result.test());
        if (result.predictsValues()) {
            out.put("mean_loss", result.meanLoss());
        }
        out.put("accuracy_gap", result.accuracyGap());
        out.put("loss_gap", result.lossGap());
        out.put("weights_sha256", result.weightsSha256());
    }

    private static void put(JsonObject out, String prefix, Evaluation evaluation) {
        EpochJson.put(out, prefix, evaluation.loss(), evaluation.accuracy());
    }

    /** Which regularizers a run uses, and from which jars. */
    public static JsonArray of(List<NamedRegularizer> made) {
        JsonArray out = new JsonArray();
        for (NamedRegularizer each : made) {
            JsonObject one = new JsonObject();
            one.put("name", each.name());
            one.put("specification", each.spec());
            one.put("version", each.version());
            one.put("jar", each.origin().jar());
            if (!each.origin().sha256().isEmpty()) {
                one.put("sha256", each.origin().sha256());
            }
            out.add(one);
        }
        return out;
    }

    /** How the products of each layer were computed. */
    static JsonArray products(List<ProductWays> ways) {
        JsonArray out = new JsonArray();
        for (ProductWays each : ways) {
            JsonObject one = new JsonObject();
            one.put("forward", each.forward());
            one.put("backward", each.backward());
            one.put("weights", each.weights());
            out.add(one);
        }
        return out;
    }

    /** The size of a data set. */
    public static JsonObject of(Samples data) {
        JsonObject out = new JsonObject();
        if (data instanceof LabelledImages images) {
            out.put("images", images.size());
            out.put("rows", images.rows());
            out.put("columns", images.columns());
        } else {
            out.put("table_rows", data.size());
            out.put("features", data.features());
        }
        return out;
    }

    /** Seconds by phase, and their sum. */
    public static JsonObject of(Map<Phase, Double> seconds) {
        JsonObject out = new JsonObject();
        seconds.forEach((phase, each) -> out.put(phase.name().toLowerCase(Locale.ROOT), each));
        out.put(
                "total",
                seconds.values().stream().mapToDouble(Double::doubleValue).sum());
        return out;
    }
}
