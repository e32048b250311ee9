package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.model.Safetensors;
import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was kept is read as what it is, whole or not, or not at all. */
class KeptRunTest {
    private static final List<String> FILES =
            List.of("run.json", "model.safetensors", "metrics.csv", "checkpoint.safetensors");

    @TempDir
    static Path temporary;

    private static Path kept;

    @TempDir
    Path folder;

    private Path run;

    @BeforeAll
    static void train() throws IOException {
        Path data = TinyData.write(temporary.resolve("data"));
        kept = temporary.resolve("kept");
        Outcome trained =
                Outcome.of("--data", data.toString(), "--hidden", "8", "--epochs", "2", "--out", kept.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @BeforeEach
    void copy() throws IOException {
        run = Files.createDirectory(folder.resolve("run"));
        for (String each : FILES) {
            Files.copy(kept.resolve(each), run.resolve(each));
        }
    }

    /** As SIGKILL leaves it, after its last whole epoch. */
    private void kill() throws IOException {
        for (String each : FILES.subList(0, 3)) {
            Files.delete(run.resolve(each));
        }
        Files.createFile(run.resolve(".lanewise.lock"));
        Files.createFile(run.resolve(".checkpoint.safetensors-123.part"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "diagnose", "report"})
    void aRunThatWasKilledIsKnownByItsCheckpoint(String command) throws IOException {
        kill();
        Outcome outcome = Outcome.of(command, run.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("unfinished", "2 of 2");
        assertThat(outcome.out()).isNotEmpty();
    }

    @Test
    void aRunThatWasKilledGoesOn() throws IOException {
        kill();
        Outcome outcome = Outcome.of("--resume", run.toString(), "--epochs", "3");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(run.resolve("run.json")).content().contains("finished", "\"products\"", "\"backward\"");
        assertThat(run.resolve(".lanewise.lock")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nosuch                | nosuch does not exist
                    empty                 | empty has no checkpoint.safetensors
                    run/run.json          | run.json is not a checkpoint
                    run/metrics.csv       | metrics.csv is not a checkpoint
                    run/model.safetensors | model.safetensors is not a checkpoint
                    """)
    void whatIsNoCheckpointIsRefusedAsSuch(String given, String words) throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Outcome outcome = Outcome.of("--resume", folder.resolve(given).toString(), "--epochs", "3");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("lanewise: --resume: " + folder)
                .endsWith(words + "; name the folder of a run that --out kept, or its checkpoint.safetensors");
    }

    @Test
    void aCheckpointCutShortIsSaidToBe() throws IOException {
        Path checkpoint = run.resolve("checkpoint.safetensors");
        byte[] whole = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(whole, whole.length - 9));
        Outcome outcome = Outcome.of("--resume", run.toString(), "--epochs", "3");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains(checkpoint + " is cut short");
    }

    @Test
    void aDamagedRecordDoesNotKeepARunFromGoingOn() throws IOException {
        Path record = run.resolve("run.json");
        String whole = Files.readString(record);
        Files.writeString(record, whole.substring(0, 300));
        Outcome more = Outcome.of("--resume", run.toString(), "--epochs", "3", "-q");
        assertThat(more.code()).as(more.err()).isZero();
        assertThat(more.err().lines())
                .singleElement()
                .asString()
                .contains(record + " cannot be read; the run goes on from " + run.resolve("checkpoint.safetensors"));
        assertThat(record).content().contains("finished", "\"epoch\":1", "\"epoch\":3");
        Files.writeString(record, "{}");
        Outcome again = Outcome.of("--resume", run.toString(), "-q");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(record).content().contains("finished", "\"epoch\":1", "\"epoch\":3");
    }

    @Test
    void aRefusedResumeNamesOnlyWhatDiffers() {
        Outcome outcome = Outcome.of("--resume", run.toString(), "--epochs", "4", "--seed", "3", "--batch-size", "9");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err().lines().toList().getLast())
                .endsWith("was made with other settings: batch size 256, not 9; seed 42, not 3; resume with the same"
                        + " options");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "test_loss":[0-9.]+       | "test_loss":null      | there is no number for 'test_loss'
                    "train_accuracy"          | "train_acuracy"       | there is no number for 'train_accuracy'
                    "inference_train_loss":[0-9.]+ | "inference_train_loss":"high" | there is no number for 'inference_train_loss'
                    "classes":\\[             | "classes":"many","x":[ | the size, classes or files of the data
                    "rows":8                  | "rows":"8"            | the size, classes or files of the data
                    "optimizer":"sgd"         | "optimizer":"sdg"     | --optimizer: 'sdg' must be one of
                    "epochs":\\[              | "epochs":["first",      | an epoch is no object
                    "regularizer":\\[\\]      | "regularizer":["a+"]  | a regularizer has no name
                    """)
    void notesWithGapsAreAnError(String found, String instead, String words) throws IOException {
        Path file = run.resolve("run.json");
        String text = Files.readString(file).replaceAll("\\s+", "");
        String broken = text.replaceFirst(found.strip().replace("\\\\", "\\"), instead.strip());
        assertThat(broken).isNotEqualTo(text);
        Files.writeString(file, broken);
        for (String command : List.of("diagnose", "report")) {
            Outcome outcome = Outcome.of(command, run.toString());
            assertThat(outcome.code()).as(outcome.err()).isEqualTo(4);
            assertThat(outcome.err().lines()).singleElement().asString().contains(file.toString(), words);
        }
    }

    @Test
    void aNetworkThatWasDeletedIsNotSaidToHaveDiverged() throws IOException {
        Files.delete(run.resolve("model.safetensors"));
        Files.delete(run.resolve("checkpoint.safetensors"));
        for (String command : List.of("evaluate", "diagnose")) {
            Outcome outcome = Outcome.of(command, run.toString());
            assertThat(outcome.code()).isEqualTo(4);
            assertThat(outcome.err())
                    .contains(run + " has no model.safetensors any more")
                    .doesNotContain("diverged");
        }
    }

    @Test
    void networksOfOneOutputOrOfHundredsAreReadAsWhatTheyAre() throws IOException {
        Outcome refused = Outcome.of("evaluate", network(1).toString(), "--data", data());
        assertThat(refused.code()).as(refused.err()).isEqualTo(4);
        assertThat(refused.err()).contains("has one output");
        Outcome many = Outcome.of("evaluate", network(300).toString(), "--data", data(), "-q");
        assertThat(many.code()).as(many.err()).isZero();
    }

    private static String data() {
        return temporary.resolve("data").toString();
    }

    private Path network(int outputs) throws IOException {
        int pixels = TinyData.SIDE * TinyData.SIDE;
        Path file = folder.resolve(outputs + ".safetensors");
        Map<String, Tensor> tensors = Map.of(
                "layers.0.weight", new Tensor(new long[] {pixels, outputs}, new float[pixels * outputs]),
                "layers.0.bias", new Tensor(new long[] {outputs}, new float[outputs]));
        Safetensors.write(file, new Contents(tensors, Map.of("lanewise.activations", "IDENTITY")));
        return file;
    }

    @Test
    void filesOfOthersInTheFolderAreLeftAlone() throws IOException {
        kill();
        Files.writeString(run.resolve("mine.txt"), "mine");
        assertThat(Outcome.of("--resume", run.toString(), "--epochs", "3").code())
                .isZero();
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files.map(each -> each.getFileName().toString())).contains("mine.txt");
        }
    }
}
