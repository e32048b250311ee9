package dev.lanewise.cli.report;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.runfile.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code run.json} says about how a run was made, as tables of names and values for people. */
public final class Facts {
    private Facts() {}

    /** Configuration, machine, regularizers and data, by title. */
    public static Map<String, Map<String, String>> of(JsonObject run) {
        Map<String, Map<String, String>> out = new LinkedHashMap<>();
        out.put("Configuration", Json.options(run.getObject("configuration", new JsonObject())));
        out.put("Regularizers and their jars", regularizers(run.getArray("regularizers", new JsonArray())));
        out.put("Data", data(run.getObject("data", new JsonObject())));
        out.put("Machine", machine(run));
        out.values().removeIf(Map::isEmpty);
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
                JsonObject size = data.getObject(part);
                String samples = size.has("images") ? "images" : "rows";
                int count = size.getInt(samples.equals("images") ? samples : "table_rows");
                out.put(part + " " + samples, Integer.toString(count));
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
