package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.session.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

/** The commands about several runs, in this process, on a small data set. */
class CompareTest {
    @TempDir
    static Path temporary;

    private static Path data;

    @BeforeAll
    static void writeData() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
    }

    private static Outcome run(String command, String... more) {
        return Outcome.of(
                Outcome.with(List.of(command, "--data", data.toString(), "--hidden", "16,8", "--epochs", "3"), more));
    }

    private static JsonObject parse(String json) {
        try {
            return JsonParser.object().from(json);
        } catch (JsonParserException e) {
            throw new AssertionError(json, e);
        }
    }

    private static List<JsonObject> events(Outcome outcome, String name) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.lines().stream()
                .map(CompareTest::parse)
                .filter(event -> event.getString("event").equals(name))
                .toList();
    }

    @Test
    void armsAreTrainedToTheBitsThatTrainingThemAloneGives() {
        Outcome compared =
                run("compare", "--json", "--seeds", "2", "--arm", "none", "--arm", "dropout:0.5 hidden=20,20");
        Outcome alone = run(
                "train",
                "--json",
                "--seed",
                "43",
                "--hidden",
                "20,20",
                "--regularizer",
                "dropout:0.5",
                "--threads",
                "2");

        String expected = events(alone, "end").getFirst().getString("weights_sha256");
        assertThat(events(compared, "run")).hasSize(4).anySatisfy(each -> {
            assertThat(each.getString("arm")).isEqualTo("dropout:0.5 hidden=20,20");
            assertThat(each.getInt("seed")).isEqualTo(43);
            assertThat(each.getString("weights_sha256")).isEqualTo(expected);
        });
    }

    @Test
    void endTellsMeansDeviationsAndTheTest() {
        JsonObject end = events(run("compare", "--json", "--arm", "none", "--arm", "dropout:0.9"), "end")
                .getFirst();

        JsonArray arms = end.getArray("arms");
        assertThat(arms).hasSize(2);
        assertThat(arms.getObject(0).getObject("test_accuracy").has("p")).isFalse();
        JsonObject second = arms.getObject(1).getObject("test_accuracy");
        assertThat(second.getDouble("mean")).isBetween(0.0, 1.0);
        assertThat(second.getDouble("standard_deviation")).isBetween(0.0, 0.5);
        assertThat(second.getDouble("p")).isBetween(0.0, 1.0);
        assertThat(end.getString("test")).contains("paired t-test");
    }

    @Test
    void oneSeedHasNoDeviation() {
        Outcome outcome = run("compare", "--json", "--seeds", "1", "--arm", "none", "--arm", "dropout:0.9");
        JsonArray arms = events(outcome, "end").getFirst().getArray("arms");
        assertThat(arms.getObject(1).getObject("test_accuracy"))
                .containsKeys("mean", "difference")
                .doesNotContainKey("standard_deviation");
    }

    @Test
    void oneOfAThingIsNotCalledMany() {
        assertThat(run("compare", "--seeds", "1", "--arm", "none").err())
                .contains("1 arm, 1 seed each: training 1 network\n");
    }

    @Test
    void everyPairOfATwoByTwoIsTestedAndItsInteractionTold() {
        String[] arms = {
            "compare",
            "--seeds",
            "2",
            "--rank",
            "--arm",
            "none",
            "--arm",
            "dropout:0.5",
            "--arm",
            "weight-decay:1e-4",
            "--arm",
            "dropout:0.5+weight-decay:1e-4"
        };
        Outcome text = run("compare", Arrays.copyOfRange(arms, 1, arms.length));
        JsonObject end = events(
                        run(
                                "compare",
                                Stream.concat(
                                                Stream.of("--json"),
                                                Arrays.stream(arms).skip(1))
                                        .toArray(String[]::new)),
                        "end")
                .getFirst();

        assertThat(text.out())
                .contains("Every pair of arms", "  4  3 ", "add up?", "interaction", "ranked by their test accuracy");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(end.getArray("pairs")).hasSize(6);
        assertThat(end.getArray("pairs").getObject(5).getObject("test_accuracy").getDouble("corrected_p"))
                .isBetween(0.0, 1.0);
        assertThat(end.getArray("interactions")).hasSize(1);
        JsonArray ranked = end.getArray("arms");
        assertThat(ranked.getObject(0).getObject("test_accuracy").getDouble("mean"))
                .isGreaterThanOrEqualTo(
                        ranked.getObject(3).getObject("test_accuracy").getDouble("mean"));
    }

    @Test
    void textFitsEightyColumns() {
        Outcome outcome = run(
                "compare", "--arm", "none", "--arm", "dropout:0.5+weight-decay:1e-4 batch-size=50 learning-rate=0.05");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("test %", "gap, points", "dropout:0.5+weight-decay:1e-4", "against none");
        assertThat(outcome.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void folderHoldsTheReportAndRunsThatCanBeReportedAgain() {
        Path out = temporary.resolve("comparison");
        Outcome outcome =
                run("compare", "--seeds", "2", "--arm", "none", "--arm", "dropout:0.5", "--out", out.toString());
        Path runs = out.resolve("runs");
        Path again = temporary.resolve("again");

        Outcome report = Outcome.of(
                "report",
                runs.resolve("1-42").toString(),
                runs.resolve("1-43").toString(),
                runs.resolve("2-42").toString(),
                runs.resolve("2-43").toString(),
                "--out",
                again.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(report.code()).as(report.err()).isZero();
        for (Path folder : List.of(out, again)) {
            assertThat(folder.resolve("report.html")).content().contains("Lanewise: 2 arms compared", "dropout:0.5");
            assertThat(folder.resolve("metrics.csv")).content().startsWith("arm,seed,epoch,train_loss,");
            assertThat(folder.resolve("curves.svg")).content().contains("<svg");
            assertThat(folder.resolve("curves.png")).isNotEmptyFile();
        }
        assertThat(report.out()).contains("± ", "dropout:0.5 against none");
    }

    @Test
    void reportsSayInJsonWhereTheyAreAndWhatTheyCompare() {
        Path none = temporary.resolve("json-none");
        Path dropout = temporary.resolve("json-dropout");
        run("train", "--out", none.toString());
        run("train", "--regularizer", "dropout:0.5", "--out", dropout.toString());
        Path both = temporary.resolve("json-both");
        Outcome one = Outcome.of("report", none.toString(), "--json");
        Outcome two = Outcome.of("report", none.toString(), dropout.toString(), "--out", both.toString(), "--json");

        assertThat(one.lines()).hasSize(1);
        assertThat(events(one, "report").getFirst().getString("file"))
                .isEqualTo(none.resolve("report.html").toString());
        assertThat(two.lines()).hasSize(2);
        assertThat(events(two, "report").getFirst().getString("file"))
                .isEqualTo(both.resolve("report.html").toString());
        assertThat(events(two, "end").getFirst().getArray("arms")).hasSize(2);
    }

    @Test
    void whatIsTrainedIsKeptWhenNobodyReadsTheOutputAnyMore() {
        Path out = temporary.resolve("nobody-reads");
        OutputStream leaving = new FilterOutputStream(new ByteArrayOutputStream()) {
            private boolean begun;

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (begun) {
                    throw new IOException("Broken pipe");
                }
                begun = true;
                out.write(bytes, from, length);
            }
        };
        Outcome outcome = Outcome.of(
                new Interruption(),
                leaving,
                Outcome.with(
                        List.of("compare", "--data", data.toString(), "--hidden", "16,8", "--epochs", "3"),
                        "--json",
                        "--seeds",
                        "20",
                        "--arm",
                        "none",
                        "--arm",
                        "dropout:0.5",
                        "--out",
                        out.toString()));

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.BROKEN_PIPE.code());
        assertThat(outcome.err()).isEmpty();
        // Two runs go on side by side: that which ended first is kept, whichever it was.
        assertThat(out.resolve("runs")).isDirectoryRecursivelyContaining("glob:**/model.safetensors");
        assertThat(out.resolve("report.html")).exists();
        assertThat(out.resolve("runs/2-61")).as("nobody waits for the rest").doesNotExist();
    }

    @Test
    void divergingArmIsNamedAndTheOthersAreKept() {
        Path out = temporary.resolve("one-diverged");
        String diverging = "none learning-rate=1e30";
        Outcome text = run("compare", "--seeds", "2", "--arm", diverging, "--arm", "none", "--out", out.toString());
        Outcome json = run("compare", "--json", "--seeds", "2", "--arm", diverging, "--arm", "none");

        assertThat(text.code()).isEqualTo(ExitCode.DIVERGED.code());
        assertThat(text.err()).contains("2 of 4 networks trained, kept in " + out, "arm '" + diverging + "', seed 42");
        assertThat(text.out()).contains("none: ", "Not in these figures:", diverging + ", seed 43: diverged");
        assertThat(text.words()).contains("seed 43: diverged: the ").doesNotContain("training diverged");
        assertThat(out.resolve("report.html")).content().contains("1e30, seed 43", "it diverged");
        assertThat(out.resolve("runs")).isDirectoryContaining("glob:**/2-42").isDirectoryNotContaining("glob:**/1-*");
        assertThat(json.code()).isEqualTo(ExitCode.DIVERGED.code());
        JsonObject end = json.lines().stream()
                .map(CompareTest::parse)
                .filter(event -> event.getString("event").equals("end"))
                .findFirst()
                .orElseThrow();
        assertThat(end.getArray("arms")).hasSize(1);
        assertThat(end.getArray("missing")).hasSize(2);
        assertThat(json.lines().getLast()).contains("\"exit_code\":5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none                    | is given twice
            hidden=16,8             | asks for the same as 'none'; leave one out
            none learning-rate=0.20 | asks for the same as 'none'; leave one out
            """)
    void armGivenTwiceIsRefusedHoweverItIsWritten(String arm, String why) {
        Outcome outcome = run("compare", "--arm", "none", "--arm", arm);

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).contains("--arm: '" + arm + "' " + why);
    }

    @Test
    void moreRunsThanAnybodyWaitsForAreRefused() {
        Outcome outcome = run("compare", "--arm", "none", "--arm", "dropout:0.5", "--seeds", "100000000");

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).contains("--seeds: '100000000' for each arm makes 200,000,000 runs");
    }

    @Test
    void networksAreKeptWhereTheFiguresCannotBeShown() {
        Path out = temporary.resolve("unread");
        String[] compare = {
            "compare", "--data", data.toString(), "--epochs", "1", "--arm", "none", "--out", out.toString()
        };
        Outcome outcome = Outcome.of(new Interruption(), TrainTest.failing("No space left on device"), compare);

        assertThat(outcome.code()).isEqualTo(ExitCode.OUTPUT.code());
        assertThat(out.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void wrongCountOfDropoutIsRefusedBeforeAnythingIsTrained() {
        Outcome outcome = run("compare", "--arm", "none", "--arm", "dropout:0.1,0.2,0.3");

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).contains("dropout").doesNotContain("seed 42");
    }

    @Test
    void runJsonAsConfigurationRepeatsTheRunBitForBit() {
        Path out = temporary.resolve("kept");
        Outcome first = run("train", "--json", "--regularizer", "dropout:0.3", "--seed", "5", "--out", out.toString());

        Outcome again = Outcome.of(
                "train", "--json", "--config", out.resolve("run.json").toString());

        assertThat(events(again, "end").getFirst().getString("weights_sha256"))
                .isEqualTo(events(first, "end").getFirst().getString("weights_sha256"));
        assertThat(out.resolve("report.html")).content().contains("Confusion matrix");
    }

    @Test
    void commandLineWinsOverConfigurationFileOverPreset() throws IOException {
        Path file = Files.writeString(temporary.resolve("mine.properties"), "epochs = 2\nbatch_size = 50\nseed = 9\n");

        Outcome outcome = run("train", "--json", "--preset", "lecture", "--config", file.toString(), "--seed", "3");

        JsonObject configuration = events(outcome, "start").getFirst().getObject("configuration");
        assertThat(configuration.getInt("seed")).isEqualTo(3);
        assertThat(configuration.getInt("batch_size")).isEqualTo(50);
        assertThat(configuration.getDouble("learning_rate")).isEqualTo(0.5);
        assertThat(configuration.getInt("epochs")).isEqualTo(3);
    }

    @Test
    void unknownNameInConfigurationFileIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("typo.json"), "{\"epoch\": 2}");

        Outcome outcome = run("train", "--config", file.toString());

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).contains("typo.json has 'epoch'", "epochs");
    }

    @Test
    void brokenOrMissingConfigurationFileIsRefused() throws IOException {
        Path broken = Files.writeString(temporary.resolve("broken.json"), "{\"epochs\": ");

        assertThat(run("train", "--config", broken.toString()).err()).contains("broken.json is not valid JSON");
        assertThat(run("train", "--config", temporary.resolve("no.json").toString())
                        .err())
                .contains("no.json does not exist");
    }

    @Test
    void runWithValidationImagesEndsWithADiagnosis() {
        Outcome text = run("train", "--validation", "0.2");
        Outcome json = run("train", "--validation", "0.2", "--json");

        assertThat(text.out()).contains("Without noise, the network is right on", "validation images");
        assertThat(events(json, "diagnosis")).hasSize(1);
    }

    @Test
    void diagnoseJudgesAKeptRun() {
        Path out = temporary.resolve("judged");
        run("train", "--out", out.toString());

        Outcome outcome = Outcome.of("diagnose", out.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("Without noise").contains("--validation 0.1");
    }

    @Test
    void folderThatIsNoRunIsRefused() {
        Outcome outcome = Outcome.of("diagnose", temporary.resolve("nothing").toString());

        assertThat(outcome.code()).isEqualTo(ExitCode.MODEL.code());
        assertThat(outcome.err()).contains("nothing", "--out");
    }

    @Test
    void manualPageNamesEveryCommandAndOption() {
        String page = Outcome.of("man").out();

        assertThat(page).startsWith(".TH LANEWISE 1").contains(".SH COMPARE", ".SH TRAIN", ".SH EXIT STATUS");
        assertThat(page).contains(".B \\-\\-learning\\-rate RATE", ".B \\-\\-arm ARM");
        assertThat(page.lines()).noneMatch(line -> line.startsWith("'"));
    }

    @Test
    void completionIsAScriptForBash() throws Exception {
        Path script = Files.writeString(
                temporary.resolve("completion.sh"), Outcome.of("completion").out());

        Process bash = Patience.start(new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + " && complete -p lanewise && COMP_WORDS=(lanewise comp)"
                                + " COMP_CWORD=1 && _complete_lanewise && echo ${COMPREPLY[@]}")
                .redirectErrorStream(true));
        String out = new String(bash.getInputStream().readAllBytes());

        assertThat(Patience.exitCode(bash)).as(out).isZero();
        assertThat(out).contains("compare", "completion");
    }
}
