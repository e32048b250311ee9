package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Epochs as JSON and as a table of comma-separated values, under the same names. */
public final class EpochJson {
    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private static final String TEST = "test";

    private EpochJson() {}

    /** One epoch. */
    public static JsonObject write(Epoch epoch) {
        EpochResult result = epoch.result();
        JsonObject out = new JsonObject();
        out.put("epoch", result.epoch());
        put(out, TRAIN, result.trainLoss(), result.trainAccuracy());
        epoch.validation().ifPresent(each -> put(out, VALIDATION, each.loss(), each.accuracy()));
        put(out, TEST, result.testLoss(), result.testAccuracy());
        out.put("seconds", result.seconds());
        out.put("evaluation_seconds", result.evaluationSeconds());
        out.put("samples_per_second", result.samplesPerSecond());
        return out;
    }

    static void put(JsonObject out, String prefix, double loss, double accuracy) {
        out.put(prefix + "_loss", loss);
        out.put(prefix + "_accuracy", accuracy);
    }

    static JsonArray write(List<Epoch> epochs) {
        JsonArray out = new JsonArray();
        epochs.forEach(each -> out.add(write(each)));
        return out;
    }

    /** @throws IllegalArgumentException if they lack a figure */
    static List<Epoch> read(JsonArray epochs) {
        return epochs.stream()
                .map(each -> {
                    if (each instanceof JsonObject epoch) {
                        return read(epoch);
                    }
                    throw new IllegalArgumentException("an epoch is no object");
                })
                .toList();
    }

    private static Epoch read(JsonObject from) {
        Optional<Evaluation> validation = from.has(VALIDATION + "_loss")
                ? Optional.of(
                        new Evaluation(number(from, VALIDATION + "_loss"), accuracy(from, VALIDATION), new int[0][0]))
                : Optional.empty();
        EpochResult result = new EpochResult(
                (int) number(from, "epoch"),
                number(from, TRAIN + "_loss"),
                accuracy(from, TRAIN),
                number(from, TEST + "_loss"),
                accuracy(from, TEST),
                validation.map(Evaluation::loss).orElse(Double.NaN),
                validation.map(Evaluation::accuracy).orElse(Double.NaN),
                number(from, "seconds"),
                number(from, "evaluation_seconds"),
                number(from, "samples_per_second"));
        return new Epoch(result, validation);
    }

    /** Networks that predict values have none. */
    static double accuracy(JsonObject from, String prefix) {
        String name = prefix + "_accuracy";
        return from.containsKey(name) && from.get(name) == null ? Double.NaN : number(from, name);
    }

    /** Nothing stands in for a figure that is not there. */
    static double number(JsonObject from, String name) {
        if (from.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("there is no number for '" + name + "'");
    }

    /** A header, then a line an epoch. */
    static String csv(List<Epoch> epochs) {
        StringBuilder out = new StringBuilder();
        for (Epoch each : epochs) {
            JsonObject row = write(each);
            if (out.isEmpty()) {
                out.append(String.join(",", row.keySet())).append('\n');
            }
            out.append(row.values().stream().map(String::valueOf).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return out.toString();
    }
}
