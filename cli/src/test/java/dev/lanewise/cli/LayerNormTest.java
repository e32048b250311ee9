package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --layer-norm}, from what people type to the files of a run. */
class LayerNormTest {
    @TempDir
    Path temporary;

    private Path data;

    @BeforeEach
    void writeData() throws Exception {
        data = TinyData.write(temporary.resolve("data"));
    }

    private Outcome run(String... arguments) {
        Outcome outcome = Outcome.of(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome;
    }

    private Outcome withData(String command, String... more) {
        return run(Stream.concat(Stream.of(command, "--data", data.toString(), "--hidden", "30,20"), Stream.of(more))
                .toArray(String[]::new));
    }

    private Path train(String out, String... more) {
        Path folder = temporary.resolve(out);
        withData(
                "train",
                Stream.concat(Stream.of("--layer-norm", "--out", folder.toString()), Stream.of(more))
                        .toArray(String[]::new));
        return folder;
    }

    private static JsonObject json(Path folder) throws Exception {
        return JsonParser.object().from(Files.readString(folder.resolve("run.json")));
    }

    private static String weights(Path folder) throws Exception {
        return json(folder).getObject("result").getString("weights_sha256");
    }

    @Test
    void aRunSaysItAndCanBeRepeatedAndResumed() throws Exception {
        Path whole = train("whole", "--epochs", "3");
        JsonObject said = json(whole);
        int inputs = said.getArray("layers").getInt(0);
        int classes = said.getArray("layers").getInt(3);

        assertThat(said.getLong("parameters")).isEqualTo((inputs + 3) * 30L + (30 + 3) * 20 + (20 + 1) * classes);
        assertThat(said.getString("command")).contains(" --layer-norm --");
        assertThat(ModelFile.load(whole.resolve("model.safetensors")).net().dense())
                .startsWith(Dense.relu(30).normalized(), Dense.relu(20).normalized());
        Path again = temporary.resolve("again");
        run("train", "--config", whole.resolve("run.json").toString(), "--out", again.toString());
        assertThat(weights(again)).isEqualTo(weights(whole));
        Path half = train("half", "--epochs", "1");
        run("train", "--resume", half.toString(), "--epochs", "3");
        assertThat(weights(half)).isEqualTo(weights(whole));
    }

    @Test
    void itCanBeComparedAndTried() {
        Outcome compared = withData("compare", "--epochs", "1", "--arm", "none", "--arm", "layer-norm=true");
        assertThat(compared.out()).contains("layer-norm=true");
        Outcome swept = withData(
                "sweep",
                "--json",
                "--epochs",
                "1",
                "--try",
                "layer-norm=true,false",
                "--out",
                temporary.resolve("sweep").toString());
        assertThat(swept.out()).contains("\"layer-norm\":\"true\"").contains("\"layer-norm\":\"false\"");
    }
}
