package dev.lanewise.cli.output;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.lanewise.cli.Timings.Phase;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.data.Dataset;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.NamedRegularizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        return JsonWriter.string(object);
    }

    /** A description of a run; each member is an option, with underscores for hyphens. */
    public static JsonObject of(RunConfig config) {
        JsonObject out = new JsonObject();
        config.options().forEach((name, text) -> out.put(name.replace('-', '_'), value(name, text)));
        out.put("hidden", new JsonArray(config.hidden()));
        out.put("regularizer", new JsonArray(config.regularizers()));
        return out;
    }

    /** A number or a truth value where the text is one. */
    private static Object value(String name, String text) {
        if (name.equals("no-plugins")) {
            return Boolean.valueOf(text);
        }
        if (List.of("data", "plugins").contains(name)) {
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

    /** What an epoch gave. */
    public static JsonObject of(Epoch epoch) {
        EpochResult result = epoch.result();
        JsonObject out = new JsonObject();
        out.put("epoch", result.epoch());
        out.put("train_loss", result.trainLoss());
        out.put("train_accuracy", result.trainAccuracy());
        epoch.validation().ifPresent(each -> put(out, "validation", each));
        out.put("test_loss", result.testLoss());
        out.put("test_accuracy", result.testAccuracy());
        out.put("seconds", result.seconds());
        out.put("evaluation_seconds", result.evaluationSeconds() + epoch.validationSeconds());
        out.put("samples_per_second", result.samplesPerSecond());
        return out;
    }

    /** Loss and accuracy in inference, and what they add up to. */
    public static void put(JsonObject out, RunResult result) {
        put(out, "inference_train", result.train());
        result.validation().ifPresent(each -> put(out, "validation", each));
        put(out, "test", result.test());
        out.put("accuracy_gap", result.accuracyGap());
        out.put("loss_gap", result.lossGap());
        out.put("weights_sha256", result.weightsSha256());
    }

    private static void put(JsonObject out, String prefix, Evaluation evaluation) {
        out.put(prefix + "_loss", evaluation.loss());
        out.put(prefix + "_accuracy", evaluation.accuracy());
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

    /** The size of a data set. */
    public static JsonObject of(Dataset data) {
        JsonObject out = new JsonObject();
        out.put("images", data.size());
        out.put("rows", data.rows());
        out.put("columns", data.columns());
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
