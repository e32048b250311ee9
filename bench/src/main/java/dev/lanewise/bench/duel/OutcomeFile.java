package dev.lanewise.bench.duel;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.bench.base.JsonFile;
import java.io.IOException;
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
        JsonFile.write(file, array);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param remedy how to get such a file, for the message
     * @throws IOException if it cannot be read or is something else
     */
    public static List<Outcome> read(Path file, String remedy) throws IOException {
        return JsonFile.read(
                file, JsonArray.class, OutcomeFile::outcomes, "does not hold the outcomes of duels; " + remedy);
    }

    private static List<Outcome> outcomes(JsonArray array) {
        if (array.isEmpty()) {
            throw new IllegalArgumentException("none");
        }
        List<Outcome> out = new ArrayList<>();
        for (Object each : array) {
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
    }

    private static List<Double> doubles(JsonArray array) {
        return array.stream().map(each -> ((Number) each).doubleValue()).toList();
    }
}
