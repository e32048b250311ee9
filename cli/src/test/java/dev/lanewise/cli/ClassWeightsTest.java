package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of classes, and the least gain of early stopping: typed, kept, and taken up again. */
class ClassWeightsTest {
    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void write() throws Exception {
        StringBuilder text = new StringBuilder("x,kind\n");
        for (int i = 0; i < 300; i++) {
            text.append(i % 10 + (i % 30 == 0 ? 0.5 : 0)).append(i % 30 == 0 ? ",rare\n" : ",usual\n");
        }
        data = Files.writeString(directory.resolve("data.csv"), text);
    }

    private Outcome train(String out, String... more) {
        List<String> usual = List.of(
                "train",
                "--data",
                data.toString(),
                "--target",
                "kind",
                "--hidden",
                "8",
                "--epochs",
                "6",
                "--batch-size",
                "16",
                "--optimizer",
                "adam",
                "--validation",
                "0.2",
                "--json",
                "--out",
                directory.resolve(out).toString());
        return Outcome.of(Outcome.with(usual, more));
    }

    private static JsonObject last(Outcome outcome) throws Exception {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonParser.object().from(outcome.lines().getLast());
    }

    @Test
    void balancedClassesAndTheLeastGainAreKeptAndTakenUpAgain() throws Exception {
        String[] options = {"--class-weights", "balanced", "--early-stopping", "50:0.001"};
        String expected = last(train("whole", options)).getString("weights_sha256");
        assertThat(last(train("plain")).getString("weights_sha256")).isNotEqualTo(expected);
        train("half", "--class-weights", "balanced", "--early-stopping", "50:0.001", "--epochs", "3");
        JsonObject run = JsonParser.object().from(Files.readString(directory.resolve("half/run.json")));
        assertThat(run.getObject("configuration").getString("class_weights")).isEqualTo("balanced");
        assertThat(run.getObject("configuration").getString("early_stopping")).isEqualTo("50:0.001");
        String half = directory.resolve("half").toString();
        assertThat(last(Outcome.of("train", "--resume", half, "--epochs", "6", "--json"))
                        .getString("weights_sha256"))
                .isEqualTo(expected);
        Outcome other = Outcome.of("train", "--resume", half, "--epochs", "8", "--class-weights", "1,5");
        assertThat(other.code()).isNotZero();
    }

    @Test
    void gainsTooSmallToCountEndTraining() throws Exception {
        JsonObject end = last(train("gain", "--early-stopping", "1:100", "--epochs", "50"));
        assertThat(end.getString("weights_sha256")).isNotEmpty();
        assertThat(Files.readAllLines(directory.resolve("gain/metrics.csv"))).hasSize(1 + 2);
    }

    @Test
    void weightsThatMakeNoSenseAreRefused() {
        assertThat(train("bad", "--class-weights", "1,2,3").err()).contains("--class-weights", "3");
        assertThat(train("bad", "--class-weights", "heavy").err())
                .contains("--class-weights: 'heavy' must be balanced, or a positive number for each class");
        assertThat(train("bad", "--class-weights", "balanced", "--loss", "mean-squared-error")
                        .err())
                .contains("--class-weights: 'balanced' is for the loss softmax-cross-entropy alone");
        assertThat(train("bad", "--target", "x", "--class-weights", "balanced").code())
                .isEqualTo(2);
        assertThat(train("bad", "--early-stopping", "5:much").err())
                .contains("--early-stopping: '5:much' must be a number of epochs, or that and the least gain");
        assertThat(train("bad", "--early-stopping", "0").code()).isEqualTo(2);
    }
}
