package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.session.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The train command in this process, on a small data set. */
class TrainTest {
    @TempDir
    static Path temporary;

    private static Path data;

    @BeforeAll
    static void writeData() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
    }

    private static String[] small(String... more) {
        return Outcome.with(List.of("--data", data.toString(), "--hidden", "16,8", "--batch-size", "20"), more);
    }

    private static Outcome train(String... more) {
        return Outcome.of(small(more));
    }

    private static JsonObject parse(String json) {
        try {
            return JsonParser.object().from(json);
        } catch (JsonParserException e) {
            throw new AssertionError(json, e);
        }
    }

    private static JsonObject end(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonObject last = parse(outcome.lines().getLast());
        assertThat(last.getString("event")).isEqualTo("end");
        return last;
    }

    private static String sha(Outcome outcome) {
        return end(outcome).getString("weights_sha256");
    }

    @Test
    void aRowAnEpochAndASummaryGoToOutputAndTheRestToError() {
        Outcome outcome = train("--epochs", "3", "--regularizer", "dropout:0.1,0.2");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.lines())
                .hasSizeGreaterThan(8)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
        assertThat(outcome.lines().get(1)).matches("epoch +loss +accuracy +loss +accuracy +seconds");
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertThat(outcome.lines().get(1 + epoch))
                    .matches(" +" + epoch + " +\\d\\.\\d{4} +[0-9.]+ % +\\d\\.\\d{4} +[0-9.]+ % +[0-9.]+");
        }
        assertThat(outcome.out())
                .contains("Trained for 3 epochs in", "After training, without regularizers:", "The gap is");
        assertThat(outcome.err()).contains("Training 64-16-8-4 (1,212 parameters) with dropout:0.1,0.2 on 400 images");
        assertThat(outcome.err().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void aTimeLimitKeepsTheRunAndItGoesOnToTheSameEnd() {
        String whole = sha(train("--json", "--epochs", "3"));
        String out = temporary.resolve("limited").toString();
        Outcome limited = train("--epochs", "3", "--out", out, "--time-limit", "0s");
        assertThat(limited.code()).isEqualTo(9);
        assertThat(limited.err())
                .contains("stopped, as --time-limit is over; the run so far is kept, go on with: ", "--resume " + out);
        assertThat(Outcome.of("evaluate", out).err()).contains("it is as after epoch 0 of 3 and 1 step more");
        assertThat(sha(Outcome.of("--json", "--resume", out))).isEqualTo(whole);
    }

    @Test
    void timesAndIntervalsAreForRunsThatAreKept() {
        for (String option : List.of("--time-limit", "--checkpoint-every")) {
            Outcome alone = train(option, "30s");
            assertThat(alone.code()).isEqualTo(2);
            assertThat(alone.err()).contains(option + " is for a run that is kept; name a folder with --out");
            Outcome bad = train("--out", temporary.resolve("bad").toString(), option, "soon");
            assertThat(bad.code()).isEqualTo(2);
            assertThat(bad.err()).contains("'" + option + "'", "'soon' must be a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999h", "999999999m", "1000001h"})
    void aTimeLimitOfCenturiesIsRefused(String time) {
        Outcome outcome = train("--out", temporary.resolve("centuries").toString(), "--time-limit", time);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("'--time-limit'", "'" + time + "' must be at most 1000000h");
    }

    @Test
    void checkpointsWithinEpochsChangeNothing() {
        String out = temporary.resolve("often").toString();
        assertThat(sha(train("--json", "--epochs", "2", "--out", out, "--checkpoint-every", "3steps")))
                .isEqualTo(sha(train("--json", "--epochs", "2")));
    }

    @Test
    void quietLeavesTheSummaryOnly() {
        Outcome outcome = train("--epochs", "2", "-q");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.lines().getFirst()).startsWith("Trained for 2 epochs");
    }

    @Test
    void jsonIsOneEventALine() {
        Outcome outcome = train("--epochs", "2", "--json", "--validation", "0.1", "--optimizer", "adam", "--timings");
        assertThat(outcome.code()).isZero();
        List<JsonObject> events = outcome.lines().stream().map(TrainTest::parse).toList();
        assertThat(events.stream().map(each -> each.getString("event")))
                .containsExactly("start", "epoch", "epoch", "diagnosis", "end", "timings");
        JsonObject configuration = events.getFirst().getObject("configuration");
        assertThat(configuration.getArray("hidden")).containsExactly(16, 8);
        assertThat(configuration.getInt("epochs")).isEqualTo(2);
        assertThat(configuration.getDouble("learning_rate")).isEqualTo(0.001);
        assertThat(configuration.getLong("seed")).isEqualTo(42);
        assertThat(events.get(1).keySet())
                .containsExactlyElementsOf(List.of(
                        "event",
                        "epoch",
                        "train_loss",
                        "train_accuracy",
                        "validation_loss",
                        "validation_accuracy",
                        "test_loss",
                        "test_accuracy",
                        "seconds",
                        "evaluation_seconds",
                        "samples_per_second",
                        "train_sample_loss",
                        "train_sample_accuracy"));
        assertThat(events.get(4).getString("weights_sha256")).matches("[0-9a-f]{64}");
        assertThat(events.getFirst().getObject("data").getObject("train").getInt("images"))
                .isEqualTo(360);
        assertThat(events.get(5).keySet()).contains("training", "data", "total");
    }

    @Test
    void theSameSeedGivesTheSameWeightsWhateverTheThreadsAndKernels() {
        String[] odd = {
            "--json", "--epochs", "2", "--hidden", "33,7", "--regularizer", "dropout:0.3,0.6+weight-decay:1e-4"
        };
        String expected = sha(train(odd));
        assertThat(Stream.of("--threads 1", "--threads 3", "--kernels reference", "--kernels simd")
                        .map(each -> sha(train(with(odd, each.split(" "))))))
                .containsOnly(expected);
        assertThat(sha(train(with(odd, "--seed", "43")))).isNotEqualTo(expected);
    }

    private static String[] with(String[] args, String... more) {
        return Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void repeatedRegularizersAddUpLikeJoinedOnes() {
        String joined = sha(train("--json", "--epochs", "1", "--regularizer", "dropout:0.3+l2:1e-2"));
        String repeated =
                sha(train("--json", "--epochs", "1", "--regularizer", "dropout:0.3", "--regularizer", "l2:1e-2"));
        assertThat(repeated)
                .isEqualTo(joined)
                .isNotEqualTo(sha(train("--json", "--epochs", "1", "--regularizer", "none")));
    }

    @Test
    void theFolderKeepsAllOfTheRun() throws IOException {
        Path out = temporary.resolve("kept/deep");
        JsonObject end = end(train("--json", "--epochs", "2", "--validation", "0.2", "--out", out.toString()));
        assertThat(names(out))
                .contains("checkpoint.safetensors", "model.safetensors", "metrics.csv", "run.json")
                .noneMatch(name -> name.startsWith("."));
        JsonObject run = parse(Files.readString(out.resolve("run.json")));
        assertThat(run.getString("status")).isEqualTo("finished");
        assertThat(run.getObject("result").getString("weights_sha256")).isEqualTo(end.getString("weights_sha256"));
        assertThat(run.getArray("epochs")).hasSize(2);
        assertThat(run.getObject("data").getArray("files")).hasSize(4);
        List<String> metrics = Files.readAllLines(out.resolve("metrics.csv"));
        assertThat(metrics).hasSize(3);
        assertThat(metrics.getFirst())
                .isEqualTo(
                        "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,test_loss,test_accuracy,"
                                + "seconds,evaluation_seconds,samples_per_second,train_sample_loss,train_sample_accuracy");
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void theCommandInTheRecordRepeatsTheRun() throws IOException {
        Path out = temporary.resolve("repeat");
        String first =
                sha(train("--json", "--epochs", "1", "--regularizer", "dropout:0.2,0.3", "--out", out.toString()));
        String command = parse(Files.readString(out.resolve("run.json"))).getString("command");
        assertThat(command).startsWith(CommandLines.PROGRAM + " train ");
        List<String> args = new ArrayList<>(
                List.of(command.substring(CommandLines.PROGRAM.length() + 1).split(" ")));
        args.add("--json");
        assertThat(sha(Outcome.of(args.toArray(String[]::new)))).isEqualTo(first);
    }

    @Test
    void aFinishedRunGoesOnToTheSameWeights() throws IOException {
        for (String optimizer : List.of("sgd", "adam")) {
            Path out = temporary.resolve("resume-" + optimizer);
            String[] options = {"--json", "--optimizer", optimizer, "--regularizer", "dropout:0.2"};
            String whole = sha(train(with(options, "--epochs", "4")));
            sha(train(with(options, "--epochs", "2", "--out", out.toString())));
            Outcome resumed = Outcome.of("--resume", out.toString(), "--epochs", "4", "--json");
            assertThat(sha(resumed)).isEqualTo(whole);
            assertThat(Files.readAllLines(out.resolve("metrics.csv"))).hasSize(5);
        }
    }

    @Test
    void aRunWithAllItsEpochsDoneHasNothingToGoOnWith() {
        Path out = temporary.resolve("done");
        sha(train("--json", "--epochs", "1", "--out", out.toString()));
        Outcome again = Outcome.of("--resume", out.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("has all 1 epochs done; ask for more with --epochs");
    }

    @Test
    void aRunThatWasKilledBeforeItsResultsWereWrittenComesToThem() throws IOException {
        for (String patience : List.of("1:100", "30")) {
            Path out = temporary.resolve("killed" + patience.length());
            String[] options = {"--json", "--validation=0.2", "--epochs=3"};
            String whole = sha(train(with(options, "--early-stopping", patience, "--out", out.toString())));
            List<String> metrics = Files.readAllLines(out.resolve("metrics.csv"));
            assertThat(metrics).hasSize(patience.equals("30") ? 4 : 3);
            for (String result : List.of("model.safetensors", "metrics.csv", "run.json")) {
                Files.delete(out.resolve(result));
            }
            Outcome resumed = Outcome.of("--resume", out.toString(), "--json");
            assertThat(sha(resumed)).isEqualTo(whole);
            assertThat(Files.readAllLines(out.resolve("metrics.csv"))).isEqualTo(metrics);
            assertThat(Outcome.of("--resume", out.toString()).code()).isEqualTo(2);
        }
    }

    private static OutputStream interruptingAt(String words, Interruption interruption) {
        return new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
                if (toString().contains(words)) {
                    interruption.request();
                }
            }
        };
    }

    @Test
    void anInterruptedRunIsKeptAndGoesOnToTheSameWeights() throws IOException {
        Path out = temporary.resolve("interrupted");
        Interruption interruption = new Interruption();
        Outcome stopped = Outcome.of(
                interruption,
                interruptingAt("\"epoch\":2", interruption),
                small("--json", "--epochs", "5", "--out", out.toString()));
        assertThat(stopped.code()).isEqualTo(130);
        assertThat(stopped.err()).contains("go on with: java -jar cli.jar train --resume " + out);
        JsonObject run = parse(Files.readString(out.resolve("run.json")));
        assertThat(run.getString("status")).isEqualTo("interrupted");
        assertThat(run.getArray("epochs")).hasSize(2);
        assertThat(names(out)).contains("model.safetensors", "metrics.csv");
        assertThat(sha(Outcome.of("--resume", out.toString(), "--json")))
                .isEqualTo(sha(train("--json", "--epochs", "5")));
    }

    @Test
    void aRunThatIsInterruptedFarFromItsLastCheckpointLosesNoEpoch() throws IOException {
        Path out = temporary.resolve("rarely");
        Interruption interruption = new Interruption();
        String[] rarely = {"--json", "--checkpoint-every", "10epochs"};
        Outcome stopped = Outcome.of(
                interruption,
                interruptingAt("\"epoch\":3", interruption),
                small(with(rarely, "--epochs", "6", "--out", out.toString())));
        assertThat(stopped.code()).isEqualTo(130);
        assertThat(stopped.err()).contains("the run so far is kept, go on with: ");
        assertThat(parse(Files.readString(out.resolve("run.json"))).getArray("epochs"))
                .hasSize(3);
        Interruption atOnce = new Interruption();
        atOnce.request();
        Outcome again = Outcome.of(atOnce, new ByteArrayOutputStream(), with(rarely, "--resume", out.toString()));
        assertThat(again.code()).isEqualTo(130);
        assertThat(again.err()).contains("the run so far is kept, go on with: ");
        assertThat(Outcome.of("evaluate", out.toString()).err()).contains("after epoch 3 of 6 and 1 step more");
        assertThat(sha(Outcome.of("--resume", out.toString(), "--json")))
                .isEqualTo(sha(train("--json", "--epochs", "6")));
    }

    private static OutputStream leavingBefore(String words) {
        return new FilterOutputStream(new ByteArrayOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (new String(bytes, from, length, StandardCharsets.UTF_8).contains(words)) {
                    throw new IOException("Broken pipe");
                }
                out.write(bytes, from, length);
            }
        };
    }

    @Test
    void aReaderThatLeavesFarFromTheLastCheckpointCostsNoEpoch() throws IOException {
        Path out = temporary.resolve("unread-rarely");
        String[] rarely = {"--json", "--epochs", "6", "--checkpoint-every", "10epochs", "--out", out.toString()};
        Outcome outcome = Outcome.of(new Interruption(), leavingBefore("\"epoch\":3"), small(rarely));
        assertThat(outcome.code()).isEqualTo(141);
        assertThat(outcome.err()).isEmpty();
        JsonObject run = parse(Files.readString(out.resolve("run.json")));
        assertThat(run.getString("status")).isEqualTo("interrupted");
        assertThat(run.getArray("epochs")).hasSize(3);
    }

    @Test
    void aReaderThatLeavesEndsTheRunQuietly() {
        Outcome outcome = Outcome.of(new Interruption(), failing("Broken pipe"), small("-q"));
        assertThat(outcome.code()).isEqualTo(141);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void aReaderThatLeavesBeforeTheLastLineTakesNothingFromTheResults() throws IOException {
        Path out = temporary.resolve("unread");
        Outcome outcome =
                Outcome.of(new Interruption(), leavingBefore("\"end\""), small("--json", "--out", out.toString()));
        assertThat(outcome.code()).isEqualTo(141);
        JsonObject run = parse(Files.readString(out.resolve("run.json")));
        assertThat(run.getString("status")).isEqualTo("finished");
        assertThat(run.getObject("result").has("test_loss")).isTrue();
    }

    @Test
    void outputThatCannotBeWrittenIsAnError() {
        Outcome outcome = Outcome.of(new Interruption(), failing("No space left on device"), small("-q"));
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err()).contains("standard output cannot be written (No space left on device)");
    }

    static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void aFolderThatBecomesUnwritableKeepsTheOldFiles() throws IOException {
        Path out = temporary.resolve("blocked");
        sha(train("--json", "--epochs", "1", "--out", out.toString()));
        Path checkpoint = out.resolve("checkpoint.safetensors");
        Files.delete(checkpoint);
        Files.createDirectories(checkpoint.resolve("in-the-way"));
        String before = Files.readString(out.resolve("run.json"));
        Outcome outcome = train("-q", "--epochs", "2", "--out", out.toString(), "--overwrite");
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err()).contains("cannot write to " + checkpoint).doesNotContain("Exception");
        assertThat(Files.readString(out.resolve("run.json"))).isEqualTo(before);
        assertThat(names(out))
                .contains("checkpoint.safetensors", "model.safetensors", "metrics.csv", "run.json")
                .noneMatch(name -> name.startsWith("."));
    }
}
