package dev.lanewise.cli.sweep;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.ExitCode;
import java.io.Serializable;

/**
 * What a trial came to: all that a leaderboard needs, small enough to be sent around.
 *
 * @param setting its number, 1, 2, …
 * @param epochs that are done; all where early stopping ended it before
 * @param loss on the samples held out; NaN if it failed
 * @param accuracy on the samples held out, 0…1; NaN for a network that predicts values
 * @param weightsSha256 of the network that has these; empty if it failed
 * @param why it failed, in words; empty if it did not
 * @param exitCode of a run that ends so
 * @param seconds of training and evaluation, those before a resume included
 */
public record TrialResult(
        int setting,
        long seed,
        int epochs,
        double loss,
        double accuracy,
        String weightsSha256,
        String why,
        ExitCode exitCode,
        double seconds)
        implements Serializable {
    /** Whether there is a network. */
    public boolean succeeded() {
        return why.isEmpty();
    }

    /** As members of an object. */
    JsonObject json() {
        JsonObject out = new JsonObject();
        out.put("setting", setting);
        out.put("seed", seed);
        out.put("epochs", epochs);
        out.put("validation_loss", loss);
        out.put("validation_accuracy", accuracy);
        out.put("weights_sha256", weightsSha256);
        out.put("why", why);
        out.put("exit_code", exitCode.code());
        out.put("seconds", seconds);
        return out;
    }

    static boolean isIn(JsonObject from) {
        return from.isNumber("setting") && from.isString("why") && from.isString("weights_sha256");
    }

    /** Earlier builds wrote no exit code, and ended sweeps that came to nothing as if they all had diverged. */
    static TrialResult read(JsonObject from) {
        ExitCode otherwise = from.getString("why").isEmpty() ? ExitCode.OK : ExitCode.DIVERGED;
        return new TrialResult(
                from.getInt("setting"),
                from.getLong("seed"),
                from.getInt("epochs"),
                from.getDouble("validation_loss", Double.NaN),
                from.getDouble("validation_accuracy", Double.NaN),
                from.getString("weights_sha256"),
                from.getString("why"),
                ExitCode.of(from.getInt("exit_code", otherwise.code())),
                from.getDouble("seconds"));
    }
}
