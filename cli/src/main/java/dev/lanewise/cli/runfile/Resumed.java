package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A run to go on from.
 *
 * @param checkpoint its last checkpoint
 * @param options that it was started with
 * @param epochs that it has done
 */
public record Resumed(Path checkpoint, Map<String, String> options, List<Epoch> epochs) {
    private static final String SUFFIX = ".safetensors";

    /**
     * What the user gave: a checkpoint, or the folder of a run.
     *
     * @throws CliException if it is something else
     * @throws ModelFileException if it is a checkpoint that cannot be read
     */
    public static Resumed from(Path given) {
        Path checkpoint = RunFolder.in(given, RunFolder.CHECKPOINT);
        if (!Files.exists(checkpoint)) {
            throw none(given, Files.exists(given) ? "has no " + RunFolder.CHECKPOINT : "does not exist", null);
        }
        Map<String, String> metadata = metadata(checkpoint);
        JsonObject run = Notes.read(checkpoint, metadata);
        return new Resumed(
                checkpoint, Json.options(run.getObject("configuration", new JsonObject())), RunRecorder.epochs(run));
    }

    private static Map<String, String> metadata(Path file) {
        Map<String, String> metadata;
        try {
            metadata = ModelFile.load(file).metadata();
        } catch (ModelFileException e) {
            if (file.toString().endsWith(SUFFIX)) { // damaged, perhaps, which the exception says
                throw e;
            }
            throw none(file, "is not a checkpoint", e);
        }
        if (!Notes.haveProgress(metadata)) {
            throw none(file, "is not a checkpoint", null);
        }
        return metadata;
    }

    private static CliException none(Path given, String why, Exception cause) {
        return new CliException(
                ExitCode.MODEL,
                "--resume: " + given + " " + why + "; name the folder of a run that --out kept, or its "
                        + RunFolder.CHECKPOINT,
                cause);
    }

    /** The folder it is in. */
    public Path folder() {
        return checkpoint.toAbsolutePath().getParent();
    }

    /** Whether it is the one that the run in a folder writes, so that nothing is lost if it goes on there. */
    public boolean isThatOf(Path other) {
        try {
            return Files.isSameFile(checkpoint, other.resolve(RunFolder.CHECKPOINT));
        } catch (IOException e) { // there is none
            return false;
        }
    }

    /**
     * Makes sure that there is something left to do: epochs, or, if the run was killed after its last one, its results.
     *
     * @param remarks is told if its results cannot be read, so that they are made again
     */
    public void check(RunConfig config, Consumer<String> remarks) {
        if (!hasResults(remarks)) {
            return;
        }
        if (epochs.size() < RunConfig.of(options).epochs()) {
            throw CliException.usage("--resume: " + checkpoint + " is of a run that ended early, after epoch "
                    + epochs.size() + "; start a new run with more patience");
        }
        if (epochs.size() >= config.epochs()) {
            throw CliException.usage("--resume: " + checkpoint + " has all " + epochs.size()
                    + " epochs done; ask for more with --epochs");
        }
    }

    /** Whether what this checkpoint led to is in its folder. */
    private boolean hasResults(Consumer<String> remarks) {
        Path file = folder().resolve(RunFolder.RUN);
        if (!Files.exists(file)) {
            return false;
        }
        JsonObject run;
        try {
            run = SavedRun.read(file);
        } catch (CliException e) { // the checkpoint has all that it said, but for what is made again
            if (!Files.isRegularFile(file)) {
                throw e;
            }
            remarks.accept("lanewise: --resume: " + file + " cannot be read; the run goes on from " + checkpoint
                    + ", which knows all of it, and writes the file anew when it ends");
            return false;
        }
        return run.getString("status", "").equals(SavedRun.FINISHED)
                && RunRecorder.epochs(run).size() == epochs.size();
    }
}
