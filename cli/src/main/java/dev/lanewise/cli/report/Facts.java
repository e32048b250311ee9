package dev.lanewise.cli.report;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.runfile.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What {@code run.json} says about how a run was made, as tables of names and values for people. */
public final class Facts {
    private Facts() {}

    /** Configuration, machine, regularizers and data, by title: what all runs have in common, and the regularizers of any. */
    public static Map<String, Map<String, String>> of(List<JsonObject> runs) {
        Map<String, Map<String, String>> out = new LinkedHashMap<>();
        String configuration = runs.size() > 1 ? "Configuration of all runs" : "Configuration";
        out.put(configuration, shared(runs, run -> Json.options(run.getObject("configuration", new JsonObject()))));
        Map<String, String> regularizers = new LinkedHashMap<>();
        runs.forEach(run -> regularizers.putAll(regularizers(run.getArray("regularizers", new JsonArray()))));
        out.put("Regularizers and their jars", regularizers);
        out.put("Data", shared(runs, run -> data(run.getObject("data", new JsonObject()))));
        out.put("Machine", shared(runs, Facts::machine));
        out.values().removeIf(Map::isEmpty);
        return out;
    }

    private static Map<String, String> shared(List<JsonObject> runs, Function<JsonObject, Map<String, String>> facts) {
        Map<String, String> out = new LinkedHashMap<>(facts.apply(runs.getFirst()));
        runs.forEach(run -> out.entrySet().retainAll(facts.apply(run).entrySet()));
        return out;
    }

    private static Map<String, String> regularizers(JsonArray regularizers) {
        Map<String, String> out = new LinkedHashMap<>();
        for (int i = 0; i < regularizers.size(); i++) {
            JsonObject each = regularizers.getObject(i);
            String sha256 = each.has("sha256") ? ", SHA-256 " + each.getString("sha256") : "";
            out.put(
                    each.getString("specification"),
                    "version " + each.getString("version") + ", " + each.getString("jar") + sha256);
        }
        return out;
    }

    private static Map<String, String> data(JsonObject data) {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("from", data.getString("origin", "unknown"));
        for (String part : new String[] {"train", "validation", "test"}) {
            if (data.has(part)) {
                SampleCount samples = SampleCount.of(data.getObject(part));
                out.put(part + " " + samples.name(), Integer.toString(samples.count()));
            }
        }
        if (data.has("train_sample")) {
            out.put("training samples measured after every epoch", Integer.toString(data.getInt("train_sample")));
        }
        JsonArray files = data.getArray("files", new JsonArray());
        for (int i = 0; i < files.size(); i++) {
            JsonObject file = files.getObject(i);
            out.put(file.getString("file"), "SHA-256 " + file.getString("sha256"));
        }
        return out;
    }

    private static Map<String, String> machine(JsonObject run) {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("lanewise", run.getString("version", "unknown"));
        JsonObject machine = run.getObject("machine", new JsonObject());
        machine.forEach((name, value) -> out.put(name.replace('_', ' '), String.valueOf(value)));
        out.put("kernels", run.getString("kernels", "unknown"));
        return out;
    }
}
