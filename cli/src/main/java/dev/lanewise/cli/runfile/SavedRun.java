package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run that was kept, read from its folder.
 *
 * @param json what {@code run.json} says
 * @param result evaluations may have no confusion matrix
 */
public record SavedRun(JsonObject json, RunResult result) {
    /** The status of a run that did all its epochs. */
    public static final String FINISHED = "finished";

    /** The status of a run that had a figure that was not finite. */
    public static final String DIVERGED = "diverged";

    /** The status of a run that ended by an exception. */
    public static final String FAILED = "failed";

    /** Evaluates the network of a run that ended before it was evaluated. */
    public interface Evaluating {
        /**
         * What the run had come to.
         *
         * @param status why it ended
         */
        RunResult evaluate(String status, RunConfig config, Sequential net, List<Epoch> epochs);
    }

    /** The checksums of the files with its data. */
    public List<String> dataSha256() {
        return Notes.dataSha256(json);
    }

    /**
     * Reads a run's folder. What is known of the run is in {@code run.json} and in the network's file; where the end of a run was cut
     * short between the two, the file counts.
     *
     * @param remarks is told of that
     * @throws CliException if it is not one, or the run has no network worth a look
     * @throws dev.lanewise.model.ModelFileException if its network cannot be read
     */
    public static SavedRun load(Path given, Consumer<String> remarks, Evaluating evaluating) {
        Path file = RunFolder.in(given, RunFolder.RUN);
        JsonObject listed = Files.exists(file) ? read(file) : killed(given, file);
        if (listed.getString("status", "").equals(DIVERGED)) {
            throw diverged(file, config(listed), RunRecorder.epochs(listed).size());
        }
        Path network = RunFolder.network(RunFolder.of(given));
        ModelFile.Model model = ModelFile.load(network);
        JsonObject noted = Notes.read(network, model.metadata());
        boolean late = !weights(noted).isEmpty() && !weights(noted).equals(weights(listed));
        if (late) {
            remarks.accept(file + " is older than " + network
                    + ", as the run was cut short while it was kept; the newer is taken");
        }
        return of(file, late ? noted : listed, model.net(), evaluating);
    }

    private static SavedRun of(Path file, JsonObject json, Sequential net, Evaluating evaluating) {
        String status = json.getString("status", "");
        List<Epoch> epochs = RunRecorder.epochs(json);
        RunConfig config = config(json);
        JsonObject figures = json.getObject("result", new JsonObject());
        return new SavedRun(
                json,
                figures.has("test_loss")
                        ? result(file, config, net, epochs, figures)
                        : evaluating.evaluate(status, config, net, epochs));
    }

    private static RunConfig config(JsonObject json) {
        return RunConfig.of(Json.options(json.getObject("configuration")));
    }

    /** The checksum of the weights that a run came to, or nothing. */
    private static String weights(JsonObject json) {
        return json.getObject("result", new JsonObject()).getString("weights_sha256", "");
    }

    private static CliException diverged(Path file, RunConfig config, int epochs) {
        String when = epochs == 0 ? "in its first epoch" : "after " + epochs + " whole epochs";
        return new CliException(
                ExitCode.DIVERGED,
                file + " is of a run that diverged " + when + "; train it again with a lower --learning-rate, such as "
                        + RunConfig.text(config.learningRate() / 10));
    }

    /** What is known of a run that had no time to write its results. */
    private static JsonObject killed(Path given, Path missing) {
        Path network = RunFolder.network(given);
        JsonObject noted = Files.exists(network)
                ? Notes.read(network, ModelFile.load(network).metadata())
                : new JsonObject();
        if (noted.isEmpty()) {
            throw unreadable(missing, "does not exist; give the folder of a run, as written by --out", null);
        }
        return noted;
    }

    static JsonObject read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw unreadable(file, "is no file; give the folder of a run, as written by --out", null);
        }
        try {
            return Notes.parse(file, Files.readString(file));
        } catch (IOException e) {
            throw unreadable(file, "cannot be read; give the folder of a run, as written by --out", e);
        }
    }

    private static CliException unreadable(Path file, String why, Exception cause) {
        return new CliException(ExitCode.MODEL, file + " " + why, cause);
    }

    private static RunResult result(
            Path file, RunConfig config, Sequential net, List<Epoch> epochs, JsonObject figures) {
        try {
            return new RunResult(
                    config,
                    net,
                    epochs,
                    evaluation(figures, "inference_train"),
                    figures.has("validation_loss") ? Optional.of(evaluation(figures, "validation")) : Optional.empty(),
                    evaluation(figures, "test"),
                    figures.has("mean_loss") ? EpochJson.number(figures, "mean_loss") : 1,
                    figures.getString("weights_sha256", ""));
        } catch (IllegalArgumentException e) {
            throw Notes.unreadable(file, e.getMessage(), e);
        }
    }

    private static Evaluation evaluation(JsonObject figures, String name) {
        return new Evaluation(
                EpochJson.number(figures, name + "_loss"), EpochJson.accuracy(figures, name), new int[0][]);
    }
}
