package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How well a network does on a part of its training set, without noise, after every epoch. */
class TrainSampleTest {
    @TempDir
    private Path temporary;

    @Test
    void isKeptAndEndsAtTheFinalEvaluation() throws Exception {
        Path data = TinyData.write(temporary.resolve("data"));
        Path out = temporary.resolve("run");

        Outcome outcome = Outcome.of(
                "--data",
                data.toString(),
                "--hidden",
                "16",
                "--epochs",
                "3",
                "--regularizer",
                "dropout:0.5",
                "--out",
                out.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonObject run = JsonParser.object().from(Files.readString(out.resolve("run.json")));
        JsonArray epochs = run.getArray("epochs");
        assertThat(epochs).hasSize(3);
        JsonObject result = run.getObject("result");
        assertThat(epochs.getObject(2).getDouble("train_sample_loss"))
                .isEqualTo(result.getDouble("inference_train_loss"));
        assertThat(epochs.getObject(2).getDouble("train_sample_accuracy"))
                .isEqualTo(result.getDouble("inference_train_accuracy"));
        assertThat(run.getObject("data").getInt("train_sample"))
                .isEqualTo(run.getObject("data").getObject("train").getInt("images"));
        assertThat(Files.readAllLines(out.resolve("metrics.csv")).getFirst())
                .endsWith("samples_per_second,train_sample_loss,train_sample_accuracy");
    }

    @Test
    void aRunOfAnOlderVersionGoesOnWithColumnsThatItsFirstEpochsLack() throws IOException {
        Path data = TinyData.write(temporary.resolve("data"));
        Path folder = Files.createDirectory(temporary.resolve("old"));
        try (InputStream in = TrainSampleTest.class.getResourceAsStream("/checkpoints/adam.safetensors")) {
            Files.copy(in, folder.resolve("checkpoint.safetensors"));
        }

        Outcome outcome = Outcome.of("--resume", folder.toString(), "--data", data.toString(), "--epochs", "4");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> metrics = Files.readAllLines(folder.resolve("metrics.csv"));
        assertThat(metrics.getFirst()).endsWith(",train_sample_loss,train_sample_accuracy");
        assertThat(metrics.get(1)).endsWith(",,");
        assertThat(metrics.getLast()).doesNotEndWith(",");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }
}
