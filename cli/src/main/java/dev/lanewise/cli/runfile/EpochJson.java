package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.Epoch.LayerVariance;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Epochs as JSON and as a table of comma-separated values, under the same names. */
public final class EpochJson {
    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private static final String TEST = "test";

    /** And the number of the hidden layer, 1, 2, …. */
    private static final String VARIANCE = "activation_variance_";

    private static final String NOISY_VARIANCE = "noisy_activation_variance_";
    private static final String TRAIN_SAMPLE = "train_sample";

    private EpochJson() {}

    /** One epoch. */
    public static JsonObject write(Epoch epoch) {
        EpochResult result = epoch.result();
        JsonObject out = new JsonObject();
        out.put("epoch", result.epoch());
        put(out, TRAIN, result.trainLoss(), result.trainAccuracy());
        epoch.validation().ifPresent(each -> put(out, VALIDATION, each.loss(), each.accuracy()));
        if (!Double.isNaN(result.testLoss())) {
            put(out, TEST, result.testLoss(), result.testAccuracy());
        }
        putActivations(out, epoch.activations());
        out.put("seconds", result.seconds());
        out.put("evaluation_seconds", result.evaluationSeconds());
        out.put("samples_per_second", result.samplesPerSecond());
        epoch.trainSample().ifPresent(each -> put(out, TRAIN_SAMPLE, each.loss(), each.accuracy()));
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
        Optional<Evaluation> validation = evaluation(from, VALIDATION);
        Optional<Evaluation> test = evaluation(from, TEST);
        EpochResult result = new EpochResult(
                (int) number(from, "epoch"),
                number(from, TRAIN + "_loss"),
                accuracy(from, TRAIN),
                test.map(Evaluation::loss).orElse(Double.NaN),
                test.map(Evaluation::accuracy).orElse(Double.NaN),
                validation.map(Evaluation::loss).orElse(Double.NaN),
                validation.map(Evaluation::accuracy).orElse(Double.NaN),
                number(from, "seconds"),
                number(from, "evaluation_seconds"),
                number(from, "samples_per_second"));
        return new Epoch(result, validation, evaluation(from, TRAIN_SAMPLE), activations(from));
    }

    private static void putActivations(JsonObject out, List<LayerVariance> layers) {
        for (int l = 0; l < layers.size(); l++) {
            out.put(VARIANCE + (l + 1), layers.get(l).inference());
            out.put(NOISY_VARIANCE + (l + 1), layers.get(l).training());
        }
    }

    private static List<LayerVariance> activations(JsonObject from) {
        List<LayerVariance> out = new ArrayList<>();
        for (int layer = 1; from.has(VARIANCE + layer); layer++) {
            out.add(new LayerVariance(number(from, VARIANCE + layer), number(from, NOISY_VARIANCE + layer)));
        }
        return out;
    }

    private static Optional<Evaluation> evaluation(JsonObject from, String prefix) {
        return from.has(prefix + "_loss")
                ? Optional.of(new Evaluation(number(from, prefix + "_loss"), accuracy(from, prefix), new int[0][0]))
                : Optional.empty();
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

    /** A header, then a line an epoch. What only some epochs have, as those before a resume by an older version, is left empty. */
    static String csv(List<Epoch> epochs) {
        List<JsonObject> rows = epochs.stream().map(EpochJson::write).toList();
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        StringBuilder out = new StringBuilder();
        if (!rows.isEmpty()) {
            out.append(String.join(",", columns)).append('\n');
        }
        for (JsonObject row : rows) {
            out.append(columns.stream()
                            .map(column -> row.containsKey(column) ? String.valueOf(row.get(column)) : "")
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return out.toString();
    }
}
