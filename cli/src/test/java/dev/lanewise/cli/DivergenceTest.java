package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.model.Safetensors;
import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A figure that is not finite ends a run as diverged, and is never taken for a result. */
class DivergenceTest {
    /** Each step makes weights a hundred million times as large; after two steps the outputs of three layers no longer fit a float, although each loss before the last update did. */
    private static final String[] EXPLODING = {"--regularizer", "weight-decay:1e+9", "--learning-rate", "0.1"};

    @TempDir
    static Path temporary;

    private static Path data;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeData() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
    }

    private static Outcome run(String[] options, String command, String... more) {
        List<String> usual = List.of(command, "--data", data.toString(), "--hidden", "16,16", "--batch-size", "200");
        return Outcome.of(Outcome.with(List.of(Outcome.with(usual, options)), more));
    }

    private static JsonObject parse(String json) {
        try {
            return JsonParser.object().from(json);
        } catch (JsonParserException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void aLossThatIsNotFiniteOnlyInEvaluationIsADivergence() throws IOException {
        Path out = folder.resolve("run");
        Outcome outcome = run(EXPLODING, "train", "--json", "--epochs", "1", "--out", out.toString());

        assertThat(outcome.code()).as(outcome.out()).isEqualTo(5);
        assertThat(outcome.err()).contains("training diverged", "use a lower learning rate");
        List<JsonObject> events =
                outcome.lines().stream().map(DivergenceTest::parse).toList();
        assertThat(events.stream().map(each -> each.getString("event"))).containsExactly("start", "error");
        assertThat(parse(Files.readString(out.resolve("run.json"))).getString("status"))
                .isEqualTo("diverged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"diagnose", "report", "evaluate"})
    void whatIsKeptOfItIsNotTakenForAResult(String command) {
        Path out = folder.resolve("run");
        run(EXPLODING, "train", "--epochs", "1", "--out", out.toString());

        Outcome outcome = Outcome.of(command, out.toString());
        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.err()).contains(out.toString(), "diverged", "lower --learning-rate");
    }

    @Test
    void anEarlierEpochOfARunThatDivergesIsKept() throws IOException {
        Path out = folder.resolve("run");
        String[] slowly = {"--regularizer", "weight-decay:1e+4", "--learning-rate", "0.1", "--batch-size", "400"};
        Outcome outcome = run(slowly, "train", "--epochs", "50", "--out", out.toString());

        assertThat(outcome.code()).as(outcome.out()).isEqualTo(5);
        JsonObject run = parse(Files.readString(out.resolve("run.json")));
        assertThat(run.getString("status")).isEqualTo("diverged");
        JsonArray epochs = run.getArray("epochs");
        assertThat(epochs)
                .isNotEmpty()
                .allSatisfy(each ->
                        assertThat(((JsonObject) each).getDouble("test_loss")).isFinite());
        assertThat(out.resolve("model.safetensors")).exists();
        Outcome diagnosis = Outcome.of("diagnose", out.toString());
        assertThat(diagnosis.code()).isEqualTo(5);
        assertThat(diagnosis.err())
                .contains("diverged after " + epochs.size() + " whole epochs", "--learning-rate, such as 0.01");
        Outcome evaluation = Outcome.of("evaluate", out.toString());
        assertThat(evaluation.code()).isZero();
        assertThat(evaluation.err()).contains("(diverged)", "as after epoch " + epochs.size() + " of 50");
    }

    @Test
    void aComparisonLeavesTheArmOutAndKeepsTheRest() throws IOException {
        Path out = folder.resolve("compared");
        String exploding = "weight-decay:1e+9 learning-rate=0.1";
        Outcome outcome = run(
                new String[0],
                "compare",
                "--json",
                "--epochs",
                "1",
                "--seeds",
                "2",
                "--arm",
                "none",
                "--arm",
                exploding,
                "--out",
                out.toString());

        assertThat(outcome.code()).isEqualTo(5);
        JsonObject end = outcome.lines().stream()
                .map(DivergenceTest::parse)
                .filter(event -> event.getString("event").equals("end"))
                .findFirst()
                .orElseThrow();
        assertThat(end.getArray("arms")).hasSize(1);
        assertThat(end.getArray("missing")).hasSize(2);
        assertThat(out.resolve("report.html")).content().contains("it diverged");
        assertThat(out.resolve("runs/1-43/run.json")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "predict"})
    void figuresThatWeightsMakeOverflowAreNotShown(String command) throws IOException {
        Path out = folder.resolve("run");
        assertThat(run(new String[0], "train", "--epochs", "1", "--out", out.toString())
                        .code())
                .isZero();
        Path huge = folder.resolve("huge.safetensors");
        Contents sound = Safetensors.read(out.resolve("model.safetensors"));
        for (Tensor each : sound.tensors().values()) {
            for (int i = 0; i < each.data().length; i++) {
                each.data()[i] *= 1e30f;
            }
        }
        Safetensors.write(huge, sound);

        Outcome outcome = command.equals("evaluate")
                ? Outcome.of(command, huge.toString(), "--json")
                : Outcome.of(
                        command,
                        huge.toString(),
                        data.resolve("t10k-images-idx3-ubyte").toString(),
                        "--json");
        assertThat(outcome.code()).as(outcome.out()).isEqualTo(5);
        assertThat(outcome.err()).contains("not a finite number", huge.toString(), "lower --learning-rate");
        assertThat(outcome.lines())
                .singleElement()
                .satisfies(line -> assertThat(parse(line).getInt("exit_code")).isEqualTo(5));
    }

    @Test
    void notesThatCannotBeReadAreAnError() throws IOException {
        Path out = folder.resolve("run");
        assertThat(run(new String[0], "train", "--epochs", "1", "--out", out.toString())
                        .code())
                .isZero();
        for (String file : List.of("model.safetensors", "checkpoint.safetensors")) {
            byte[] whole = Files.readAllBytes(out.resolve(file));
            String text = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1);
            String broken =
                    text.replaceFirst("(\\\\\"accuracy_gap\\\\\"|\\\\\"train_loss\\\\\"):[-0-9.E]{3}", "$1:NaN");
            assertThat(broken).isNotEqualTo(text).hasSameSizeAs(text);
            Files.write(out.resolve(file), broken.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        Files.delete(out.resolve("run.json"));
        for (List<String> command : List.of(
                List.of("evaluate", out.toString()),
                List.of("diagnose", out.toString()),
                List.of("report", out.toString()),
                List.of("train", "--resume", out.toString(), "--epochs", "2"))) {
            Outcome outcome = Outcome.of(command.toArray(String[]::new));
            assertThat(outcome.code()).as("%s %s", command, outcome.err()).isEqualTo(4);
            assertThat(outcome.err()).contains("notes on its run that cannot be read");
        }
    }
}
