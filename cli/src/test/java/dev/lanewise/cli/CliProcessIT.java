package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as its users meet it: a process with an exit code and two streams. */
class CliProcessIT {
    @TempDir
    static Path temporary;

    private static Path data;

    @BeforeAll
    static void writeData() throws Exception {
        data = TinyData.write(temporary.resolve("data"));
    }

    private static List<String> train(String... more) {
        return Stream.concat(Stream.of("train", "--data", data.toString()), Stream.of(more))
                .toList();
    }

    @Test
    void weightsAreTheSameAtEveryVectorWidth() throws Exception {
        List<String> odd = train(
                "--json",
                "--epochs",
                "3",
                "--hidden",
                "333,97",
                "--batch-size",
                "100",
                "--regularizer",
                "dropout:0.3,0.6+weight-decay:1e-4");
        List<String> all = Stream.of("16", "32", "64")
                .map(bytes -> sha(CliProcess.command(List.of("-XX:MaxVectorSize=" + bytes), odd)))
                .toList();
        assertThat(all).allMatch(each -> each.matches("[0-9a-f]{64}"));
        assertThat(all).containsOnly(all.getFirst());
        String[] reference = Stream.concat(odd.stream(), Stream.of("--kernels", "reference", "--threads", "1"))
                .toArray(String[]::new);
        assertThat(sha(Outcome.of(reference))).isEqualTo(all.getFirst());
    }

    private static String sha(List<String> command) {
        try {
            return sha(CliProcess.run(temporary, command));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out().replaceAll("(?s).*\"weights_sha256\":\"([0-9a-f]*)\".*", "$1");
    }

    /** A run that goes on until it is stopped. */
    private static Process startWithoutEnd(Path out, Path err) throws IOException {
        List<String> args = train("--epochs", "1000000", "--out", out.toString());
        return CliProcess.start(temporary, CliProcess.command(List.of(), args), err);
    }

    private static void skipToEpoch2(BufferedReader rows) throws IOException {
        for (String row = rows.readLine(); !row.startsWith("    2 "); ) {
            row = rows.readLine();
        }
    }

    @Test
    void sigtermKeepsTheRunAndExitsWith143() throws Exception {
        Path out = temporary.resolve("stopped");
        Path err = temporary.resolve("stopped.err");
        Process process = startWithoutEnd(out, err);
        try (BufferedReader rows = process.inputReader()) {
            skipToEpoch2(rows);
            process.toHandle().destroy(); // Process.destroy would close the streams
            rows.transferTo(java.io.Writer.nullWriter());
        }
        assertThat(Patience.exitCode(process)).isEqualTo(143);
        assertThat(Files.readString(err)).contains("the run so far is kept", "--resume " + out);
        assertThat(Files.readString(out.resolve("run.json"))).contains("\"status\":\"interrupted\"");
        assertThat(out.resolve("model.safetensors")).exists();
    }

    @Test
    void twoProcessesCannotUseOneFolder() throws Exception {
        Path out = temporary.resolve("used");
        Path err = temporary.resolve("used.err");
        Process process = startWithoutEnd(out, err);
        try (BufferedReader rows = process.inputReader()) {
            skipToEpoch2(rows);
            for (List<String> other : List.of(
                    train("--epochs", "1", "--out", out.toString(), "--overwrite"),
                    List.of("--epochs", "2", "--resume", out.toString()))) {
                Outcome refused = Outcome.of(other.toArray(String[]::new));
                assertThat(refused.code()).as(refused.err()).isEqualTo(7);
                assertThat(refused.err()).contains(out + " is in use by another run");
            }
            process.toHandle().destroy();
            rows.transferTo(java.io.Writer.nullWriter());
        }
        assertThat(Patience.exitCode(process)).isEqualTo(143);
        Outcome after = Outcome.of(
                train("--epochs", "1", "--out", out.toString(), "--overwrite").toArray(String[]::new));
        assertThat(after.code()).as(after.err()).isZero();
        assertThat(out.resolve(".lanewise.lock")).doesNotExist();
    }

    @Test
    void comparisonThatIsStoppedKeepsTheSeedsThatAreDone() throws Exception {
        Path out = temporary.resolve("compared");
        Path err = temporary.resolve("compared.err");
        List<String> compare = Stream.of(
                        "compare --json --hidden 512,512 --batch-size 8 --seeds 1000 --epochs 3 --arm none")
                .flatMap(text -> Stream.of(text.split(" ")))
                .toList();
        List<String> args = Stream.concat(
                        compare.stream(), Stream.of("--data", data.toString(), "--out", out.toString()))
                .toList();
        Process process = CliProcess.start(temporary, CliProcess.command(List.of(), args), err);
        List<String> rest;
        try (BufferedReader events = process.inputReader()) {
            String event = events.readLine();
            while (!(event.contains("\"run\"")
                    && event.contains("\"seed\":42,"))) { // two run at once, and either may be first
                event = events.readLine();
            }
            process.toHandle().destroy();
            rest = events.lines().toList();
        }
        assertThat(Patience.exitCode(process)).isEqualTo(143);
        assertThat(Files.readString(err)).contains("of 1000 networks trained, kept in " + out);
        assertThat(rest.get(rest.size() - 2)).contains("\"event\":\"end\"", "stopped before it was done");
        assertThat(rest.getLast()).contains("\"event\":\"error\"").doesNotContain("exit_code");
        assertThat(out.resolve("runs/1-42/model.safetensors")).exists();
        assertThat(out.resolve("report.html")).content().contains("stopped before it was done");
    }

    /** In a language for which the C library has translations on most machines, too. */
    @ParameterizedTest
    @ValueSource(strings = {"", "LC_ALL=C.UTF-8 LANGUAGE=de "})
    void aPipeThatClosesEndsTheRunQuietly(String language) throws Exception {
        String command =
                language + String.join(" ", CliProcess.command(List.of(), train("--epochs", "1000000", "--seed", "1")));
        Outcome outcome = CliProcess.run(temporary, List.of("sh", "-c", command + " | head -n 3"));
        assertThat(outcome.lines()).hasSize(3);
        assertThat(outcome.err()).doesNotContain("lanewise:", "Exception");
    }

    @Test
    void aFullDiskBehindStandardOutputIsAnError() throws Exception {
        String command = String.join(" ", CliProcess.command(List.of(), train("--epochs", "1", "-q")));
        Outcome outcome = CliProcess.run(temporary, List.of("sh", "-c", command + " > /dev/full"));
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err()).startsWith("lanewise: standard output cannot be written");
    }

    @Test
    void kernelsThatCannotRunAreAWrongOptionForEveryCommandThatTrains() throws Exception {
        for (String command : List.of("train", "compare --arm none --arm dropout:0.5")) {
            List<String> withoutModule = Stream.concat(
                            Stream.of(
                                    CliProcess.JAVA.toString(), "-cp", CliProcess.JAR.toString(), Main.class.getName()),
                            Stream.of((command + " --kernels simd").split(" ")))
                    .toList();
            Outcome outcome = CliProcess.run(temporary, withoutModule);
            assertThat(outcome.code()).as(command).isEqualTo(2);
            assertThat(outcome.err())
                    .isEqualTo("lanewise: --kernels: the simd kernels cannot run: start the JVM with --add-modules"
                            + " jdk.incubator.vector\n");
        }
    }

    @Test
    void timingsAccountForTheTimeOfTheProcess() throws Exception {
        long start = System.nanoTime();
        Outcome outcome =
                CliProcess.run(temporary, CliProcess.command(List.of(), train("--epochs", "2", "--json", "--timings")));
        double seconds = (System.nanoTime() - start) * 1e-9;
        String total = outcome.lines().getLast().replaceAll(".*\"total\":([0-9.]+).*", "$1");
        assertThat(Double.parseDouble(total)).isPositive().isLessThan(seconds + 0.05);
    }
}
