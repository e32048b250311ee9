package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import dev.lanewise.cli.session.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in {@code --out} is not lost without being asked for. */
class OutFolderTest {
    @TempDir
    static Path temporary;

    private static Path data;

    @TempDir
    Path folder;

    private Path out;

    @BeforeAll
    static void writeData() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
    }

    @BeforeEach
    void name() {
        out = folder.resolve("some/run");
    }

    private static String[] args(String command, String... more) {
        return Stream.concat(
                        Stream.of(command, "--data", data.toString(), "--hidden", "8", "--epochs", "2"),
                        Arrays.stream(more))
                .toArray(String[]::new);
    }

    private static Outcome run(String command, String... more) {
        return Outcome.of(args(command, more));
    }

    private Map<String, Integer> contents(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            Map<String, Integer> all = new TreeMap<>();
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                all.put(path.relativize(each).toString(), Arrays.hashCode(Files.readAllBytes(each)));
            }
            return all;
        }
    }

    private void isRefusedAndChangesNothing(Outcome outcome, Map<String, Integer> before, String... words)
            throws IOException {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(7);
        assertThat(outcome.err().lines()).singleElement().asString().contains(words);
        assertThat(contents(folder)).isEqualTo(before);
    }

    @Test
    void anEarlierRunIsKeptUnlessOverwritingIsAskedFor() throws IOException {
        assertThat(run("train", "--out", out.toString()).code()).isZero();
        Map<String, Integer> first = contents(folder);

        isRefusedAndChangesNothing(
                run("train", "--out", out.toString(), "--seed", "1"), first, out + " has run.json", "--overwrite");
        isRefusedAndChangesNothing(
                run("compare", "--arm", "none", "--out", out.toString()), first, out + " has run.json", "--overwrite");

        Outcome asked = run("train", "--out", out.toString(), "--seed", "1", "--overwrite");
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(contents(folder).keySet()).isEqualTo(first.keySet());
        assertThat(contents(folder).get("some/run/model.safetensors"))
                .isNotEqualTo(first.get("some/run/model.safetensors"));
    }

    @Test
    void aFolderThatCannotBeUsedIsAnEventToo() throws Exception {
        assertThat(run("train", "--out", out.toString()).code()).isZero();

        for (String command : List.of("train", "sweep --try learning-rate=0.1", "compare --arm none")) {
            String[] words = command.split(" ");
            Outcome refused = run(
                    words[0],
                    Stream.concat(Arrays.stream(words).skip(1), Stream.of("--json", "--out", out.toString()))
                            .toArray(String[]::new));
            assertThat(refused.code()).as(refused.err()).isEqualTo(7);
            JsonObject event = JsonParser.object().from(refused.out());
            assertThat(event.getString("event")).isEqualTo("error");
            assertThat(event.getInt("exit_code")).isEqualTo(7);
            assertThat(event.getString("message")).contains(out + " has run.json");
        }
    }

    @Test
    void aCheckpointAloneIsKeptToo() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("checkpoint.safetensors"), "days of work");
        isRefusedAndChangesNothing(
                run("train", "--out", out.toString()), contents(folder), "checkpoint.safetensors", "--resume");
    }

    @Test
    void overwritingLeavesFilesOfOthersAndDeletesNothingBeforeThereIsSomethingNew() throws IOException {
        assertThat(run("compare", "--arm", "none", "--seeds", "2", "--out", out.toString())
                        .code())
                .isZero();
        Files.writeString(out.resolve("notes.txt"), "mine");
        Map<String, Integer> first = contents(folder);
        Outcome bad = run("train", "--out", out.toString(), "--overwrite", "--validation", "0.001");
        assertThat(bad.code()).isEqualTo(2);
        assertThat(contents(folder)).isEqualTo(first);

        assertThat(run("train", "--out", out.toString(), "--overwrite").code()).isZero();
        assertThat(contents(out).keySet())
                .containsExactly(
                        "checkpoint.safetensors",
                        "curves.png",
                        "curves.svg",
                        "metrics.csv",
                        "model.safetensors",
                        "notes.txt",
                        "report.html",
                        "run.json");
    }

    @Test
    void aRunGoesOnInItsOwnFolderButNotInThatOfAnother() throws IOException {
        Path other = folder.resolve("other");
        assertThat(run("train", "--out", out.toString()).code()).isZero();
        assertThat(run("train", "--out", other.toString()).code()).isZero();
        Map<String, Integer> before = contents(folder);
        isRefusedAndChangesNothing(
                Outcome.of("--resume", out.toString(), "--epochs", "3", "--out", other.toString()), before, "other");
        Outcome same = Outcome.of("--resume", out.toString(), "--epochs", "3", "--out", out.toString());
        assertThat(same.code()).as(same.err()).isZero();
    }

    @Test
    void aCheckpointThatWasPutAsideDoesNotReplaceWhatItsRunCameTo() throws IOException {
        assertThat(run("train", "--out", out.toString()).code()).isZero();
        Path aside = out.resolve("early.safetensors");
        Files.copy(out.resolve("checkpoint.safetensors"), aside);
        assertThat(Outcome.of("--resume", out.toString(), "--epochs", "4").code())
                .isZero();
        isRefusedAndChangesNothing(
                Outcome.of("--resume", aside.toString(), "--epochs", "3"),
                contents(folder),
                out + " has run.json",
                "--overwrite");
        for (String place : List.of(folder.resolve("new").toString(), out.toString())) {
            Outcome asked = Outcome.of("--resume", aside.toString(), "--epochs", "3", "--out", place, "--overwrite");
            assertThat(asked.code()).as(asked.err()).isZero();
            assertThat(Files.readAllLines(Path.of(place, "metrics.csv"))).hasSize(4);
        }
    }

    @Test
    void aRunThatGoesOnInItsFolderOverwritesNothing() throws IOException {
        assertThat(run("train", "--out", out.toString()).code()).isZero();
        Map<String, Integer> before = contents(folder);
        Outcome outcome =
                Outcome.of("--resume", out.toString(), "--epochs", "3", "--out", out.toString(), "--overwrite");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--overwrite has no effect on a run that goes on in its own folder");
        assertThat(contents(folder)).isEqualTo(before);
    }

    @Test
    void aReportDoesNotReplaceThatOfAnotherRun() throws IOException {
        Path other = folder.resolve("other");
        assertThat(run("train", "--out", out.toString()).code()).isZero();
        assertThat(run("train", "--out", other.toString(), "--seed", "1").code())
                .isZero();
        isRefusedAndChangesNothing(
                Outcome.of("report", out.toString(), "--out", other.toString()), contents(folder), "other");
        assertThat(Outcome.of("report", out.toString()).code()).isZero();
        assertThat(Outcome.of("report", out.toString(), "--out", other.toString(), "--overwrite")
                        .code())
                .isZero();
    }

    @Test
    void aReportOfARunThatItsRecordNamesGoesToItsFolder() throws IOException {
        assertThat(run("train", "--out", out.toString()).code()).isZero();
        Path record = out.resolve("run.json");
        Files.delete(out.resolve("report.html"));
        for (List<String> where : List.of(List.<String>of(), List.of("--out", out.toString()))) {
            Outcome named = Outcome.of(Stream.concat(Stream.of("report", record.toString()), where.stream())
                    .toArray(String[]::new));
            assertThat(named.code()).as(named.err()).isZero();
            assertThat(named.lines()).containsExactly(out.resolve("report.html").toString());
            Files.delete(out.resolve("report.html"));
        }
        Outcome mistyped = Outcome.of("report", out.resolve("rum.json").toString());
        assertThat(mistyped.code()).as(mistyped.err()).isEqualTo(4);
        assertThat(mistyped.err()).contains("rum.json does not exist; give the folder of a run");
        assertThat(out.resolve("report.html")).doesNotExist();
    }

    @Test
    void aReportIsNotWrittenInThePlaceOfAFile() throws IOException {
        assertThat(run("train", "--out", out.toString()).code()).isZero();
        Path file = Files.writeString(folder.resolve("notes.txt"), "mine");
        isRefusedAndChangesNothing(
                Outcome.of("report", out.toString(), "--out", file.toString()),
                contents(folder),
                "cannot write to " + file + " (a file is in its place); ");
    }

    @Test
    void aReportIsWrittenWholeOrNotAtAllAndTheModelIsSafe() throws IOException {
        assertThat(run("train", "--out", out.toString()).code()).isZero();
        for (String name : List.of("report.html", "curves.svg", "curves.png")) {
            Files.delete(out.resolve(name));
        }
        Files.createDirectories(out.resolve("report.html/of/mine"));
        Outcome outcome = Outcome.of("--resume", out.toString(), "--epochs", "3");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(7);
        assertThat(outcome.err()).contains("cannot write to " + out, "only its report is missing", "report " + out);
        assertThat(contents(out).keySet())
                .containsExactly("checkpoint.safetensors", "metrics.csv", "model.safetensors", "run.json");
        assertThat(Outcome.of("evaluate", out.toString()).code()).isZero();
    }

    @Test
    void aLinkToNowhereIsToldAsThat() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));
        Outcome outcome = run("train", "--out", link.toString());
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err()).contains(link + " is a link to what is not there");
    }

    @Test
    void aCopyOfARunIsNoSecondSeed() {
        Path copy = folder.resolve("copy");
        assertThat(run("train", "--out", out.toString()).code()).isZero();
        assertThat(run("train", "--out", copy.toString()).code()).isZero();
        Outcome outcome = Outcome.of(
                "report",
                out.toString(),
                copy.toString(),
                "--out",
                folder.resolve("both").toString());
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains("two of the runs are the same", "seed 42");
        Path sameByAnotherName = out.resolve("../run");
        assertThat(Outcome.of("report", out.toString(), "--out", sameByAnotherName.toString())
                        .code())
                .isZero();
    }

    @Test
    void twoRunsAtOnceCannotUseOneFolder() throws IOException {
        Interruption first = new Interruption();
        Outcome[] second = new Outcome[1];
        ByteArrayOutputStream rows = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] row) {
                if (second[0] == null) { // the first line of the first run's table, before it has written anything
                    second[0] = run("train", "--out", out.toString(), "--overwrite");
                    first.request();
                }
            }
        };
        Outcome stopped = Outcome.of(first, rows, args("train", "--out", out.toString()));

        assertThat(second[0].code()).as(second[0].err()).isEqualTo(7);
        assertThat(second[0].err()).contains(out.toString(), "in use by another run");
        assertThat(stopped.code()).isEqualTo(130);
        assertThat(folder).isEmptyDirectory();
    }
}
