package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.run.RunConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a checkpoint or a model file says about the run that made it, which is what {@code run.json} says as well. */
final class Notes {
    /** Under which name the file has it. */
    private static final String KEY = "lanewise.run";

    /** Under which name a checkpoint has how far its run has come: "3+120" is three epochs and 120 steps. */
    private static final String PROGRESS = "lanewise.epoch";

    /** The steps of a run after its last whole epoch; not there if it ended with one. */
    static final String STEPS = "steps_after_epochs";

    private Notes() {}

    /** As metadata of a file. */
    static Map<String, String> write(JsonObject run) {
        return Map.of(KEY, Json.line(run));
    }

    /** Whether metadata is that of a checkpoint, which says how far its run has come. */
    static boolean haveProgress(Map<String, String> metadata) {
        return metadata.containsKey(PROGRESS);
    }

    /**
     * Reads the notes in a file's metadata.
     *
     * @return empty if there are none, as another program wrote the file
     * @throws CliException if there are some that cannot be read: to go on without would mean other data and other options
     */
    static JsonObject read(Path file, Map<String, String> metadata) {
        if (!metadata.containsKey(KEY)) {
            return new JsonObject();
        }
        JsonObject run = parse(file, metadata.get(KEY));
        String progress = metadata.getOrDefault(PROGRESS, "");
        if (progress.matches("\\d+\\+\\d{1,9}")) {
            run.put(STEPS, Integer.parseInt(progress.substring(progress.indexOf('+') + 1)));
        }
        return run;
    }

    /**
     * Reads the notes on a run.
     *
     * @param file where they are, for messages
     * @throws CliException if they cannot be read, or lack what all notes have
     */
    static JsonObject parse(Path file, String text) {
        try {
            JsonObject run = JsonParser.object().from(text);
            if (run.get("configuration") instanceof JsonObject options
                    && run.get("data") instanceof JsonObject
                    && run.get("epochs") instanceof JsonArray epochs) {
                RunConfig.of(Json.options(options));
                EpochJson.read(epochs);
                requireKnown(run);
                return run;
            }
            throw new IllegalArgumentException("they lack the configuration, the data or the epochs");
        } catch (JsonParserException e) {
            throw unreadable(file, "not JSON: " + e.getMessage(), e);
        } catch (IllegalArgumentException | CliException e) {
            throw unreadable(file, e.getMessage(), e);
        }
    }

    /** What is not there is not known; what is there must be what it should. */
    private static void requireKnown(JsonObject run) {
        JsonObject data = run.getObject("data");
        boolean sound = !data.has("classes") || data.get("classes") instanceof JsonArray;
        for (String side : new String[] {"rows", "columns"}) {
            JsonObject train = data.getObject("train", new JsonObject());
            sound &= !train.has(side) || train.isNumber(side);
        }
        sound &= data.getArray("files", new JsonArray()).stream().allMatch(JsonObject.class::isInstance);
        sound &= !run.has("status") || run.isString("status");
        if (!sound) {
            throw new IllegalArgumentException(
                    "the status, or the size, classes or files of the data, are not what they should be");
        }
    }

    /** The checksums of the files that a run's data is from. */
    static List<String> dataSha256(JsonObject run) {
        return run.getObject("data", new JsonObject()).getArray("files", new JsonArray()).stream()
                .map(file -> ((JsonObject) file).getString("sha256"))
                .toList();
    }

    static CliException unreadable(Path file, String why, Exception cause) {
        return new CliException(
                ExitCode.MODEL,
                file + " has notes on its run that cannot be read (" + why + "); train it again with --out",
                cause);
    }
}
