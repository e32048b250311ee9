package dev.lanewise.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A run that {@code golden/make_golden.py} made, with what it gave. */
record GoldenCase(
        int[] sizes,
        double[] dropout,
        double weightDecay,
        String optimizer,
        float learningRate,
        int batch,
        int steps,
        long seed,
        double[][] firstMaskRow,
        double[] losses,
        double[][] logits,
        double[] weightNorms,
        double[] biasNorms) {

    static GoldenCase read(Path file) {
        JsonObject json;
        try {
            json = JsonParser.object().from(Files.readString(file, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonParserException e) {
            throw new IllegalArgumentException(file + " is not JSON", e);
        }
        double[] sizes = numbers(json.getArray("sizes"));
        return new GoldenCase(
                Arrays.stream(sizes).mapToInt(each -> (int) each).toArray(),
                numbers(json.getArray("dropout")),
                json.getDouble("weight_decay"),
                json.getString("optimizer"),
                json.getFloat("learning_rate"),
                json.getInt("batch"),
                json.getInt("steps"),
                json.getNumber("seed").longValue(),
                rows(json.getArray("first_mask_row")),
                numbers(json.getArray("losses")),
                rows(json.getArray("test_logits_first_4")),
                numbers(json.getArray("weight_norms")),
                numbers(json.getArray("bias_norms")));
    }

    private static double[] numbers(JsonArray array) {
        return array.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
    }

    private static double[][] rows(JsonArray array) {
        return array.stream().map(each -> numbers((JsonArray) each)).toArray(double[][]::new);
    }
}
