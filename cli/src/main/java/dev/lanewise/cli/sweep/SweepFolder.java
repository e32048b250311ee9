package dev.lanewise.cli.sweep;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.runfile.RunRecorder;
import dev.lanewise.cli.runfile.WholeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a sweep: what it is to do, in {@code sweep.json}; each run in {@code runs/SETTING-SEED}; and in the end its
 * leaderboard and its winner. A run's {@code run.json} says that it is done, so that a sweep can be killed at any time.
 */
public final class SweepFolder {
    private static final String DATA = "data_sha256";
    private static final String EARLIER = "earlier";

    private final Path path;

    /** The folder at this path. */
    public SweepFolder(Path path) {
        this.path = path;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Begins a new sweep.
     *
     * @throws CliException if the folder cannot be written
     */
    public void begin(SweepSettings settings, RunData data) {
        JsonObject out = settings.json();
        out.put(DATA, new JsonArray(data.facts().sha256()));
        write(OutputFolder.SWEEP, Json.pretty(out));
    }

    /**
     * What the sweep in this folder is to do.
     *
     * @throws CliException if there is none
     */
    public SweepSettings settings() {
        return SweepSettings.read(record());
    }

    /**
     * Makes sure that the sweep goes on with the data that it began with.
     *
     * @throws CliException if not
     */
    public void check(RunData data) {
        List<String> before =
                record().getArray(DATA).stream().map(String::valueOf).toList();
        if (!before.equals(data.facts().sha256())) {
            throw new CliException(
                    ExitCode.DATA,
                    "--resume: " + path + " is of a sweep on other data than is now in "
                            + data.facts().origin() + "; put that back, or begin a new sweep");
        }
    }

    private JsonObject record() {
        Path file = path.resolve(OutputFolder.SWEEP);
        JsonObject out = read(file);
        if (!(out.get(DATA) instanceof JsonArray) || !SweepSettings.isIn(out)) {
            throw new CliException(ExitCode.MODEL, file + " does not say what the sweep is to do; begin a new sweep");
        }
        return out;
    }

    private static JsonObject read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CliException(
                    ExitCode.MODEL,
                    "--resume: there is no " + file + "; give the folder of a sweep, as written by --out");
        }
        try {
            return JsonParser.object().from(Files.readString(file));
        } catch (IOException | JsonParserException e) {
            throw new CliException(
                    ExitCode.MODEL,
                    file + " cannot be read (" + e.getMessage() + "); delete it where it is of a run, else begin a new"
                            + " sweep",
                    e);
        }
    }

    /** The folder of a run, which need not exist. */
    public RunFolder run(Trial trial) {
        return new RunFolder(path.resolve(OutputFolder.RUNS).resolve(trial.name()));
    }

    /** What a trial came to; empty if it is not done. */
    public Optional<TrialResult> result(Trial trial) {
        return results(trial).stream()
                .filter(each -> !each.succeeded() || each.epochs() >= trial.epochs())
                .findFirst();
    }

    /** What its run came to at the end of each rung so far. */
    private List<TrialResult> results(Trial trial) {
        Path file = run(trial).path().resolve(RunFolder.RUN);
        if (!Files.exists(file)) {
            return List.of();
        }
        JsonObject last = read(file).getObject("result", new JsonObject());
        if (!TrialResult.isIn(last)) {
            throw new CliException(
                    ExitCode.MODEL,
                    file + " is not of a run of this sweep; delete its folder, and the run is done again");
        }
        return Stream.concat(
                        last.getArray(EARLIER, new JsonArray()).stream().map(JsonObject.class::cast), Stream.of(last))
                .map(TrialResult::read)
                .toList();
    }

    /** A result with those of earlier rungs, so that a sweep that goes on takes the same settings on to each rung. */
    JsonObject json(Trial trial, TrialResult result) {
        JsonArray earlier = new JsonArray();
        results(trial).forEach(each -> earlier.add(each.json()));
        JsonObject out = result.json();
        out.put(EARLIER, earlier);
        return out;
    }

    /** The epochs of a run so far. */
    List<Epoch> epochs(Trial trial) {
        return RunRecorder.epochs(read(run(trial).path().resolve(RunFolder.RUN)));
    }

    void deleteCheckpoint(Trial trial) {
        delete(run(trial).checkpoint());
    }

    /** Deletes the network of a run, whose record stays. */
    void deleteNetwork(Trial trial) {
        deleteCheckpoint(trial);
        delete(run(trial).path().resolve(RunFolder.MODEL));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw RunFolder.cannotWrite(file, e);
        }
    }

    void write(String name, String text) {
        WholeFiles.write(path, List.of(name), staging -> Files.writeString(staging.resolve(name), text));
    }
}
