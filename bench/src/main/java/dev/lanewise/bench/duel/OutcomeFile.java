package dev.lanewise.bench.duel;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Outcomes of duels as JSON. */
public final class OutcomeFile {
    private OutcomeFile() {}

    /** Writes them all. */
    public static void write(Path file, List<Outcome> outcomes) throws IOException {
        JsonArray array = new JsonArray();
        for (Outcome each : outcomes) {
            JsonObject json = new JsonObject();
            json.put("job", each.job());
            json.put("threads", each.threads());
            json.put("system", each.label());
            json.put("times", each.times());
            json.put("seconds", new JsonArray(each.seconds()));
            json.put("peaks", new JsonArray(each.peaks()));
            json.put("loss", Double.isNaN(each.loss()) ? null : each.loss());
            json.put("terms", Double.isNaN(each.terms()) ? null : each.terms());
            json.put("disturbed", each.disturbed());
            array.add(json);
        }
        Files.writeString(file, JsonWriter.indent("  ").string().value(array).done() + "\n");
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it cannot be read or is something else
     */
    public static List<Outcome> read(Path file) throws IOException {
        try {
            List<Outcome> out = new ArrayList<>();
            for (Object each : JsonParser.array().from(Files.readString(file))) {
                JsonObject json = (JsonObject) each;
                out.add(new Outcome(
                        json.getString("job"),
                        json.getInt("threads"),
                        json.getString("system"),
                        json.getInt("times"),
                        doubles(json.getArray("seconds")),
                        doubles(json.getArray("peaks")),
                        json.getDouble("loss", Double.NaN),
                        json.getDouble("terms", Double.NaN),
                        json.getInt("disturbed", 0)));
            }
            return out;
        } catch (JsonParserException | ClassCastException | NullPointerException e) {
            throw new IOException(file + " does not hold the outcomes of duels", e);
        }
    }

    private static List<Double> doubles(JsonArray array) {
        return array.stream().map(each -> ((Number) each).doubleValue()).toList();
    }
}
