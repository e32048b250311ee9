package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set made like EMNIST "by class": 62 classes, its names of files, compressed, beside another set. */
class ManyClassesTest {
    private static final int CLASSES = 62;
    private static final int SIDE = 8;
    private static final int TRAIN = 20 * CLASSES;
    private static final int TEST = 2 * CLASSES;

    @TempDir
    private Path temporary;

    private String data;

    @BeforeEach
    void writeData() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("gzip"));
        data = folder.resolve("emnist-byclass").toString();
        write(data + "-train", TRAIN);
        write(data + "-test", TEST);
        write(folder.resolve("emnist-letters-train").toString(), CLASSES);
        write(folder.resolve("emnist-letters-test").toString(), CLASSES);
    }

    /** Each class lights up the pixel of its number. */
    private static void write(String name, int count) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE)
                .putInt(2051)
                .putInt(count)
                .putInt(SIDE)
                .putInt(SIDE);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(2049).putInt(count);
        Random noise = new Random(count);
        for (int i = 0; i < count; i++) {
            byte[] image = new byte[SIDE * SIDE];
            noise.nextBytes(image);
            for (int p = 0; p < image.length; p++) {
                image[p] = (byte) (image[p] & 0x3F);
            }
            image[i % CLASSES] = (byte) 255;
            images.put(image);
            labels.put((byte) (i % CLASSES));
        }
        Files.write(Path.of(name + "-images-idx3-ubyte.gz"), compressed(images.array()));
        Files.write(Path.of(name + "-labels-idx1-ubyte.gz"), compressed(labels.array()));
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void areTrainedEvaluatedAndPredicted() throws JsonParserException {
        Path run = temporary.resolve("run");
        Outcome trained = Outcome.of(
                "--data",
                data,
                "--hidden",
                "64",
                "--epochs",
                "30",
                "--batch-size",
                "32",
                "--out",
                run.toString(),
                "--quiet");
        assertThat(trained.code()).as(trained.err()).isZero();

        Outcome evaluated = Outcome.of("evaluate", run.toString(), "--json");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        JsonObject result = JsonParser.object().from(evaluated.out().strip());
        assertThat(result.getDouble("accuracy")).isGreaterThan(0.95);

        Outcome predicted = Outcome.of("predict", run.toString(), data + "-test-images-idx3-ubyte.gz", "--json");
        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(predicted.out().lines()).hasSize(TEST);
    }

    @Test
    void areCountedByInfo() throws JsonParserException {
        Outcome outcome = Outcome.of("info", "--data", data, "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonObject seen = JsonParser.object().from(outcome.out().strip());
        assertThat(seen.getInt("training_images")).isEqualTo(TRAIN);
        assertThat(seen.getInt("test_images")).isEqualTo(TEST);
        assertThat(seen.getString("features")).isEqualTo("8 x 8 pixels");
        assertThat(seen.getArray("classes")).hasSize(CLASSES).contains("0: 20", "61: 20");
        assertThat(seen.getString("imbalance")).isEqualTo("the largest class is 1.0 times the smallest");
    }

    @Test
    void areRefusedWhereTwoSetsCouldBeMeant() {
        Outcome outcome = Outcome.of("--data", temporary.resolve("gzip").toString(), "--epochs", "1");
        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.err().strip())
                .hasLineCount(1)
                .contains("emnist-byclass")
                .contains("emnist-letters");
    }
}
