package dev.lanewise.cli.sweep;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.result.Spread;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.predict.Evaluation;
import java.util.List;

/**
 * The best setting of a sweep, the only one that the test set is used for.
 *
 * @param config of its first run
 * @param tests of the networks of all its runs
 */
public record Winner(Standing standing, RunConfig config, List<Evaluation> tests) {
    /** Makes the list unmodifiable. */
    public Winner {
        tests = List.copyOf(tests);
    }

    /** On the test set, for people: accuracy in percent, or loss. */
    public String figure() {
        return standing.accuracy().isPresent()
                ? "test accuracy "
                        + Spread.of(tests.stream()
                                        .mapToDouble(Evaluation::accuracy)
                                        .toArray())
                                .percent()
                        + " %"
                : "test loss "
                        + Spread.of(tests.stream().mapToDouble(Evaluation::loss).toArray())
                                .plain();
    }

    /** The command that trains its first run again. */
    public String command() {
        return CommandLines.train(config.options());
    }

    /** As members of an object. */
    JsonObject json() {
        JsonObject out = new JsonObject();
        out.put("setting", standing.setting());
        out.put("label", standing.label());
        out.put("command", command());
        out.put("validation_loss", standing.loss().mean());
        standing.accuracy().ifPresent(each -> out.put("validation_accuracy", each.mean()));
        out.put("test_loss", new JsonArray(tests.stream().map(Evaluation::loss).toList()));
        if (standing.accuracy().isPresent()) {
            out.put(
                    "test_accuracy",
                    new JsonArray(tests.stream().map(Evaluation::accuracy).toList()));
        }
        return out;
    }
}
