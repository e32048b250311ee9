package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordActivationsTest {
    @TempDir
    Path temporary;

    private Path data;

    @BeforeEach
    void writeData() throws Exception {
        data = TinyData.write(temporary.resolve("data"));
    }

    private JsonObject train(String out, String... more) throws Exception {
        Path folder = temporary.resolve(out);
        Outcome outcome = Outcome.of(Stream.concat(
                        Stream.of("--data", data.toString(), "--hidden", "30,20", "--out", folder.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return run(folder);
    }

    private static JsonObject run(Path folder) throws Exception {
        return JsonParser.object().from(Files.readString(folder.resolve("run.json")));
    }

    private static double figure(JsonObject run, int epoch, String name) {
        return run.getArray("epochs").getObject(epoch).getDouble(name);
    }

    private static String weights(JsonObject run) {
        return run.getObject("result").getString("weights_sha256");
    }

    @Test
    void recordingChangesNoWeightAndNoiseRaisesTheVariance() throws Exception {
        String[] dropout = {"--epochs", "2", "--regularizer", "dropout:0.5"};
        JsonObject plain = train("plain", dropout);
        JsonObject recorded =
                train("recorded", "--epochs", "2", "--regularizer", "dropout:0.5", "--record-activations");

        assertThat(weights(recorded)).isEqualTo(weights(plain));
        assertThat(plain.getArray("epochs").getObject(0).has("activation_variance_1"))
                .isFalse();
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int layer = 1; layer <= 2; layer++) {
                assertThat(figure(recorded, epoch, "noisy_activation_variance_" + layer))
                        .isGreaterThan(1.5 * figure(recorded, epoch, "activation_variance_" + layer));
            }
        }
        assertThat(temporary.resolve("recorded/metrics.csv"))
                .content()
                .contains(",activation_variance_1,noisy_activation_variance_1,activation_variance_2,");
    }

    @Test
    void withoutNoiseBothAreTheSame() throws Exception {
        JsonObject run = train("none", "--epochs", "1", "--record-activations");
        assertThat(figure(run, 0, "noisy_activation_variance_2"))
                .isCloseTo(figure(run, 0, "activation_variance_2"), within(1e-12))
                .isPositive();
    }

    @Test
    void aResumedRunHasTheSameRecord() throws Exception {
        JsonObject whole = train("whole", "--epochs", "3", "--regularizer", "dropout:0.2", "--record-activations");
        train("half", "--epochs", "2", "--regularizer", "dropout:0.2", "--record-activations");
        Path half = temporary.resolve("half");
        Outcome resumed = Outcome.of("train", "--resume", half.toString(), "--epochs", "3");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("Variance of activations");
        JsonArray epochs = run(half).getArray("epochs");
        assertThat(epochs).hasSize(3);
        for (int epoch = 0; epoch < 3; epoch++) {
            for (String name : new String[] {"activation_variance_1", "noisy_activation_variance_2"}) {
                assertThat(epochs.getObject(epoch).getDouble(name)).isEqualTo(figure(whole, epoch, name));
            }
        }
    }
}
