package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import dev.lanewise.step.ProductWays;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps a run in its folder: a checkpoint an epoch, which knows all about the run, and the results at its end. */
public final class RunRecorder {
    /** The status of a run that can go on. */
    public static final String UNFINISHED = "unfinished";

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
        return Notes.write(run(UNFINISHED, epochs));
    }

    private JsonObject run(String status, List<Epoch> epochs) {
        JsonObject out = new JsonObject();
        out.put("status", status);
        out.put("started", begun.toString());
        out.putAll(RunJson.of(start));
        out.put("epochs", EpochJson.write(epochs));
        return out;
    }

    /**
     * Writes the results of a finished run, and gives what is written.
     *
     * @param products how those of each layer were computed in the end; none if nobody looked
     */
    public SavedRun finish(RunResult result, List<ProductWays> products, Map<Phase, Double> timings) {
        JsonObject run = run(SavedRun.FINISHED, result.epochs());
        JsonObject results = new JsonObject();
        Json.put(results, result);
        run.put("result", results);
        if (!products.isEmpty()) {
            run.put("products", Json.products(products));
        }
        run.put("timings", Json.of(timings));
        write(result.net(), run);
        return new SavedRun(run, result);
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
        JsonObject run = Notes.read(folder.checkpoint(), last.metadata());
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
        folder.write(net, Notes.write(run), EpochJson.csv(epochs(run)), Json.pretty(run));
    }

    /**
     * Writes that a run ended before its first epoch was done, so that there is no network.
     *
     * @param status why it ended
     */
    public void mark(String status) {
        write(status, List.of(), new JsonObject(), Optional.empty());
    }

    /**
     * Writes how far a run has come.
     *
     * @param status whether it goes on, or why it ended
     * @param result what is known of it so far
     * @param net to be kept with it, if any is
     */
    public void write(String status, List<Epoch> epochs, JsonObject result, Optional<Sequential> net) {
        JsonObject run = run(status, epochs);
        run.put("result", result);
        net.ifPresentOrElse(each -> write(each, run), () -> folder.write(Json.pretty(run)));
    }

    /** The epochs of a run. */
    public static List<Epoch> epochs(JsonObject run) {
        return EpochJson.read(run.getArray("epochs", new JsonArray()));
    }
}
