package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Keeps a run in its folder: a checkpoint an epoch, which knows all about the run, and the results at its end. */
public final class RunRecorder {
    /** Where a checkpoint and a model keep what is known about their run. */
    private static final String NOTES = "lanewise.run";

    private final RunFolder folder;
    private final RunStart start;
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** A recorder for a run about to start. */
    public RunRecorder(RunFolder folder, RunStart start) {
        this.folder = folder;
        this.start = start;
    }

    /** What a checkpoint has to say about the run. */
    public Map<String, String> notes(List<Epoch> epochs) {
        return notes(run("unfinished", epochs));
    }

    private static Map<String, String> notes(JsonObject run) {
        return Map.of(NOTES, JsonWriter.string(run));
    }

    private JsonObject run(String status, List<Epoch> epochs) {
        JsonObject out = new JsonObject();
        out.put("status", status);
        out.put("started", begun.toString());
        out.putAll(RunJson.of(start));
        out.put("epochs", EpochJson.write(epochs));
        return out;
    }

    /** Writes the results of a finished run. */
    public void finish(RunResult result, Map<Phase, Double> timings) {
        JsonObject run = run("finished", result.epochs());
        JsonObject results = new JsonObject();
        Json.put(results, result);
        run.put("result", results);
        run.put("timings", Json.of(timings));
        write(result.net(), run);
    }

    /**
     * Writes the results of a run that ended early, as they were at its last checkpoint.
     *
     * @param status why it ended
     * @return whether there was a checkpoint of this run
     */
    public boolean keep(String status) {
        if (!Files.exists(folder.checkpoint())) {
            return false;
        }
        ModelFile.Model last = ModelFile.load(folder.checkpoint());
        JsonObject run = read(last.metadata());
        if (!begun.toString().equals(run.getString("started"))) {
            return false;
        }
        run.put("status", status);
        JsonObject results = new JsonObject();
        results.put("weights_sha256", ModelFile.weightsSha256(last.net()));
        run.put("result", results);
        write(last.net(), run);
        return true;
    }

    private void write(Sequential net, JsonObject run) {
        folder.write(net, notes(run), EpochJson.csv(EpochJson.read(run.getArray("epochs"))), pretty(run));
    }

    private static String pretty(JsonObject run) {
        return JsonWriter.indent("  ").string().value(run).done() + "\n";
    }

    /** What a checkpoint or model says about its run; empty if it says nothing. */
    public static JsonObject read(Map<String, String> metadata) {
        try {
            return JsonParser.object().from(metadata.getOrDefault(NOTES, "{}"));
        } catch (JsonParserException e) {
            return new JsonObject();
        }
    }

    /** The epochs of such a run. */
    public static List<Epoch> epochs(JsonObject run) {
        return EpochJson.read(run.getArray("epochs", new JsonArray()));
    }
}
