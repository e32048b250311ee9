package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A finished run, read from its folder.
 *
 * @param json what {@code run.json} says
 * @param result with evaluations that have no confusion matrix
 */
public record SavedRun(JsonObject json, RunResult result) {
    /**
     * Reads a run's folder.
     *
     * @throws CliException if it is not one, or the run is not finished
     * @throws dev.lanewise.model.ModelFileException if its network cannot be read
     */
    public static SavedRun load(Path folder) {
        Path file = RunFolder.in(folder, RunFolder.RUN);
        JsonObject json = parse(file);
        JsonObject figures = json.getObject("result", new JsonObject());
        if (!figures.has("test_loss") || json.getArray("epochs") == null) {
            throw unreadable(file, "is not of a finished run; go on with it: train --resume " + folder, null);
        }
        Sequential net = ModelFile.load(file.resolveSibling(RunFolder.MODEL)).net();
        return new SavedRun(
                json,
                new RunResult(
                        RunConfig.of(Json.options(json.getObject("configuration", new JsonObject()))),
                        net,
                        RunRecorder.epochs(json),
                        evaluation(figures, "inference_train"),
                        figures.has("validation_loss")
                                ? Optional.of(evaluation(figures, "validation"))
                                : Optional.empty(),
                        evaluation(figures, "test"),
                        figures.getString("weights_sha256", "")));
    }

    private static JsonObject parse(Path file) {
        try {
            return JsonParser.object().from(Files.readString(file));
        } catch (IOException e) {
            throw unreadable(file, "cannot be read; give the folder of a run, as written by --out", e);
        } catch (JsonParserException e) {
            throw unreadable(file, "is not JSON; run it again with --out", e);
        }
    }

    private static CliException unreadable(Path file, String why, Exception cause) {
        return new CliException(ExitCode.MODEL, file + " " + why, cause);
    }

    private static Evaluation evaluation(JsonObject figures, String name) {
        return new Evaluation(figures.getDouble(name + "_loss"), figures.getDouble(name + "_accuracy"), new int[0][]);
    }
}
