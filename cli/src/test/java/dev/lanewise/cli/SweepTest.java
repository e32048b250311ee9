package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.session.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps of small networks, in this process. */
class SweepTest {
    private static final String[] TRIES = {
        "--try", "hidden=4,8x2,16", "--try", "regularizer=none|dropout:0.5", "--try", "learning-rate=0.1,0.3"
    };

    @TempDir
    static Path temporary;

    private static Path data;

    @BeforeAll
    static void writeData() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
    }

    private static String[] arguments(Path out, String... more) {
        return Stream.of(
                        Stream.of(
                                "sweep", "--json", "--data", data.toString(), "--epochs", "4", "--out", out.toString()),
                        Stream.of("--batch-size", "50"),
                        Arrays.stream(more))
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    private static Outcome run(Path out, String... more) {
        return Outcome.of(arguments(out, more));
    }

    private static String[] and(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    private static List<JsonObject> events(Outcome outcome, String name) {
        return outcome.lines().stream()
                .map(SweepTest::parse)
                .filter(event -> event.getString("event").equals(name))
                .toList();
    }

    private static JsonObject parse(String json) {
        try {
            return JsonParser.object().from(json);
        } catch (JsonParserException e) {
            throw new AssertionError(json, e);
        }
    }

    /** Without the last column, which tells times. */
    private static List<String> leaderboard(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("leaderboard.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    @Test
    void settingsAreRankedByWhatIsHeldOutAndTheWinnerAloneIsTested() throws IOException {
        Path out = temporary.resolve("ranked");

        Outcome outcome = run(out, and(TRIES, "--seeds", "2"));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(events(outcome, "run")).hasSize(24);
        JsonObject end = events(outcome, "end").getFirst();
        List<Double> accuracies = end.getArray("leaderboard").stream()
                .map(each -> ((JsonObject) each).getDouble("validation_accuracy"))
                .toList();
        assertThat(accuracies).hasSize(12).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(end.getObject("winner").getArray("test_accuracy")).hasSize(2);
        assertThat(out.resolve("winner.json")).content().contains("\"test_loss\"");
        assertThat(out.resolve("report.html")).content().contains("a sweep of 12 settings", "dropout:0.5");
        try (Stream<Path> runs = Files.list(out.resolve("runs"))) {
            assertThat(runs.toList())
                    .hasSize(24)
                    .allSatisfy(each -> assertThat(each.resolve("run.json"))
                            .content()
                            .contains("\"validation_loss\"")
                            .doesNotContain("test_loss", "test_accuracy"));
        }
    }

    @Test
    void winnersCommandGivesItsWeights() {
        Path out = temporary.resolve("winner");
        Outcome outcome = run(out, "--try", "hidden=4,8", "--halving");
        JsonObject winner = events(outcome, "end").getFirst().getObject("winner");

        Outcome again = Outcome.of(Stream.concat(
                        Arrays.stream(winner.getString("command").split(" ")).skip(3), Stream.of("--json"))
                .toArray(String[]::new));

        JsonObject best = events(outcome, "run").getLast();
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(events(again, "end").getFirst().getString("weights_sha256"))
                .isEqualTo(best.getString("weights_sha256"));
        assertThat(events(again, "end").getFirst().getDouble("test_loss"))
                .isEqualTo(winner.getArray("test_loss").getDouble(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seeds=2", "--halving", "--early-stopping=1"})
    void stoppedSweepGoesOnToTheLeaderboardOfOneThatWasNot(String option) throws IOException {
        Path whole = temporary.resolve("whole" + option);
        Path stopped = temporary.resolve("stopped" + option);
        assertThat(run(whole, and(TRIES, option)).code()).isZero();
        Interruption interruption = new Interruption();
        ByteArrayOutputStream output = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int count) {
                super.write(bytes, from, count);
                if (toString().lines().count() == 6) {
                    interruption.request();
                }
            }
        };

        Outcome first = Outcome.of(interruption, output, arguments(stopped, and(TRIES, option, "--parallel", "2")));
        Outcome second = Outcome.of("sweep", "--json", "--resume", stopped.toString(), "--parallel", "1");

        assertThat(first.code()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(first.err()).contains("are done and kept, go on with: java -jar cli.jar sweep --resume " + stopped);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(leaderboard(stopped)).hasSize(13).isEqualTo(leaderboard(whole));
    }

    @Test
    void aSweepGoesOnWhereverItIsToldTo() throws IOException {
        Path out = temporary.resolve("moved");
        Path here = Path.of("").toAbsolutePath();
        String plugins = Files.createDirectories(temporary.resolve("plugins")).toString();

        Outcome swept = Outcome.of(
                "sweep",
                "--data=" + here.relativize(data),
                "--plugins=" + here.relativize(Path.of(plugins)),
                "--epochs=1",
                "--try=hidden=4",
                "--out=" + out);

        assertThat(swept.code()).as(swept.err()).isZero();
        JsonObject options = parse(Files.readString(out.resolve("sweep.json"))).getObject("options");
        assertThat(options).containsEntry("data", data.toString()).containsEntry("plugins", plugins);
    }

    @Test
    void aSweepThatWasKilledBeforeTheResultsOfARunWereWrittenComesToThem() throws IOException {
        Path out = temporary.resolve("killed");
        assertThat(run(out, "--try", "hidden=4,8", "--threads", "1").code()).isZero();
        List<String> whole = leaderboard(out);
        Path run = out.resolve("runs/1-42");
        Stream<String> options = Json.options(
                        parse(Files.readString(run.resolve("run.json"))).getObject("configuration"))
                .entrySet()
                .stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue());
        Path alone = temporary.resolve("alone");
        String[] train =
                Stream.concat(Stream.of("train", "--out=" + alone), options).toArray(String[]::new);
        Outcome trained = Outcome.of(train);
        assertThat(trained.code()).as(trained.err()).isZero();
        Files.copy(alone.resolve("checkpoint.safetensors"), run.resolve("checkpoint.safetensors"));
        Files.delete(run.resolve("run.json"));

        Outcome resumed = Outcome.of("sweep", "--json", "--resume", out.toString());

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(leaderboard(out)).isEqualTo(whole);
    }

    @Test
    void halvingTakesTheBestOnAndTrainsNoEpochTwice() throws IOException {
        Path out = temporary.resolve("halving");

        Outcome outcome = run(out, and(TRIES, "--halving"));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(events(outcome, "rung"))
                .extracting(each -> each.getInt("survivors"))
                .containsExactly(4);
        List<JsonObject> runs = events(outcome, "run");
        assertThat(runs).hasSize(16);
        assertThat(runs.subList(12, 16)).allSatisfy(each -> {
            Path record =
                    out.resolve("runs").resolve(each.getInt("setting") + "-42").resolve("metrics.csv");
            assertThat(Files.readAllLines(record))
                    .extracting(line -> line.split(",")[0])
                    .containsExactly("epoch", "1", "2", "3", "4");
        });
    }

    @Test
    void activationsAreRecordedAsTrainRecordsThem() throws Exception {
        Path out = temporary.resolve("recorded");
        Path alone = temporary.resolve("recorded-alone");
        String[] record = {"--record-activations", "--validation", "0.1"};

        Outcome swept = run(out, and(record, "--try", "hidden=4,8x2", "--regularizer", "dropout:0.5"));
        assertThat(swept.code()).as(swept.err()).isZero();
        Outcome trained = Outcome.of(and(
                record,
                "--data=" + data,
                "--epochs=4",
                "--batch-size=50",
                "--hidden=8x2",
                "--regularizer=dropout:0.5",
                "--out=" + alone));
        assertThat(trained.code()).as(trained.err()).isZero();

        Path run = out.resolve("runs/2-42");
        assertThat(run.resolve("metrics.csv"))
                .content()
                .contains(",activation_variance_1,noisy_activation_variance_1,");
        JsonArray epochs = parse(Files.readString(run.resolve("run.json"))).getArray("epochs");
        JsonArray expected = parse(Files.readString(alone.resolve("run.json"))).getArray("epochs");
        assertThat(epochs).hasSize(4);
        for (int i = 0; i < 4; i++) {
            for (String each : List.of("activation_variance_2", "noisy_activation_variance_2")) {
                assertThat(epochs.getObject(i).get(each))
                        .isNotNull()
                        .isEqualTo(expected.getObject(i).get(each));
            }
        }
    }

    @Test
    void divergedSettingIsARowAndNotAnEnd() throws IOException {
        Path out = temporary.resolve("diverged");

        Outcome outcome = run(out, "--try", "learning-rate=0.1,1e30", "--seeds", "2");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(leaderboard(out).getLast()).contains("1e30", "2 of 2 runs diverged: the ");
    }

    @Test
    void partsThatDoNotGoTogetherAreARow() throws IOException {
        Path out = temporary.resolve("misfit");

        Outcome outcome = run(out, "--try", "hidden=8x2,8", "--try", "regularizer=none|dropout:0.2,0.5");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(leaderboard(out)).hasSize(5);
        assertThat(leaderboard(out).getLast()).contains(",4,8,\"dropout:0.2,0.5\"", "dropout");
    }

    @Test
    void sweepOfNothingButDivergingSettingsFails() {
        Outcome outcome = run(temporary.resolve("fruitless"), "--try", "learning-rate=1e29,1e30");

        assertThat(outcome.code()).isEqualTo(ExitCode.DIVERGED.code());
        assertThat(outcome.err()).contains("no setting came to anything", "learning-rate=1e29");
    }

    @Test
    void textNamesTheBestAndSaysWhatTheTestSetWasUsedFor() {
        Outcome outcome = Outcome.of(Arrays.stream(
                        arguments(temporary.resolve("text"), "--try", "hidden=4,8", "--try", "learning-rate=0.1,1e30"))
                .filter(each -> !each.equals("--json"))
                .toArray(String[]::new));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.words())
                .contains(
                        "validation %", "The test set was used once, for the winner: test accuracy", "train --hidden");
        assertThat(outcome.err()).contains("4 settings, 1 seed each", "(4 of 4 runs, 2 failed");
        assertThat(outcome.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void oneOfAThingIsNotCalledMany() {
        Path out = temporary.resolve("one");
        Outcome text = Outcome.of(
                "sweep",
                "--data",
                data.toString(),
                "--epochs",
                "1",
                "--try",
                "hidden=4",
                "--parallel",
                "1",
                "--out",
                out.toString());
        assertThat(text.err()).contains("1 setting, 1 seed each, 1 run at once");
        Outcome json = run(temporary.resolve("one-as-json"), "--try", "hidden=4");
        JsonObject winner = (JsonObject)
                events(json, "end").getFirst().getArray("leaderboard").getFirst();
        assertThat(winner).containsKey("validation_accuracy").doesNotContainKey("validation_accuracy_deviation");
    }

    @Test
    void folderOfASweepIsNotOverwrittenUnasked() {
        Path out = temporary.resolve("again");
        run(out, "--try", "hidden=4,8");

        Outcome again = run(out, "--try", "hidden=4,8");
        Outcome asked = run(out, "--try", "hidden=4,8", "--overwrite");

        assertThat(again.code()).isEqualTo(ExitCode.OUTPUT.code());
        assertThat(again.err()).contains("sweep.json", "--resume");
        assertThat(asked.code()).as(asked.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--try hidden; must be an option and the values",
                "--try seed=1,2; 'seed' is not what a sweep tries",
                "--try hidden=8,; has an empty value",
                "--try hidden=8,8; has a value twice",
                "--try hidden=8,8x1; --try: 'hidden=8x1' asks for the same as 'hidden=8'",
                "--try hidden=8,4 --seeds 1000000000; '1000000000' for each setting makes 2,000,000,000 runs",
                "--try learning-rate=0.5..0.1 --random 3; must be a range from a lower",
                "--try learning-rate=0.1..0.5; has a range",
                "--try hidden=8 --try hidden=4; an option is given twice",
                "--try hidden=8,4 --random 3; there are only 2",
                "--try hidden=8,4 --validation 0; holds nothing out",
                "--try hidden=8,4 --validation 0e0; '0e0' holds nothing out",
                "--try hidden=8,4 --random 0; --random: '0' must be at least 1",
                "--try hidden=8 --halving; gives no setting up early",
                "--try hidden=8,4 --seeds 0; '0' must be at least 1",
                "--try hidden=8,4 --parallel 0; '0' must be at least 1",
                "--try hidden=8,4 --hidden 8; is given to all runs by --hidden",
                "--try epochs=2,4 --halving; epochs cannot be tried with --halving",
                "--try regularizer=none,dropuot:0.5; did you mean 'dropout'",
                "--seeds 2; --try is missing"
            })
    void badInputIsRefusedWithASentence(String options, String sentence) {
        Outcome outcome = run(temporary.resolve("bad"), options.split(" "));

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).contains(sentence);
        assertThat(temporary.resolve("bad")).doesNotExist();
    }

    @Test
    void halvingOfTwoEpochsGivesNothingUp() {
        Outcome outcome = Outcome.of(
                "sweep", "--try", "hidden=8,4", "--halving", "--epochs", "2", "--out", temporary + "/two", "--json");

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).contains("--halving: gives no setting up early");
    }

    @Test
    void resumeTakesNoOtherOptionsAndOnlyASweep() {
        Path out = temporary.resolve("resumed");
        run(out, "--try", "hidden=4,8");

        Outcome options = Outcome.of("sweep", "--resume", out.toString(), "--epochs", "5");
        Outcome nowhere = Outcome.of("sweep", "--resume", temporary.toString());
        Outcome nothing = Outcome.of("sweep", "--try", "hidden=4,8");

        assertThat(options.err()).contains("give none but --parallel and --watch with it");
        assertThat(nowhere.code()).isEqualTo(ExitCode.MODEL.code());
        assertThat(nowhere.err()).contains("give the folder of a sweep");
        assertThat(nothing.err()).contains("--out is missing");
    }

    @Test
    void damagedRecordsAreRefusedWithASentence() throws IOException {
        Path out = temporary.resolve("damaged");
        run(out, "--try", "hidden=4,8");

        Files.writeString(out.resolve("runs/1-42/run.json"), "{}");
        Outcome run = Outcome.of("sweep", "--resume", out.toString());
        Files.writeString(out.resolve("sweep.json"), "{}");
        Outcome sweep = Outcome.of("sweep", "--resume", out.toString());

        assertThat(run.code()).isEqualTo(ExitCode.MODEL.code());
        assertThat(run.err()).contains("is not of a run of this sweep");
        assertThat(sweep.code()).isEqualTo(ExitCode.MODEL.code());
        assertThat(sweep.err()).contains("does not say what the sweep is to do");
    }
}
