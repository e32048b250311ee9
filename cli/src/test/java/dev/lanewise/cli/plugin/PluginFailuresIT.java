package dev.lanewise.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.CliProcess;
import dev.lanewise.cli.Outcome;
import dev.lanewise.cli.Patience;
import dev.lanewise.cli.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plug-ins that fail in the middle of training: who, which jar, where, when; and the last checkpoint is whole. */
class PluginFailuresIT {
    private static final Path CLI = Path.of(System.getProperty("cli.jar"));

    @TempDir
    Path temporary;

    private Path data;
    private Path jar;

    @BeforeEach
    void makeData() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
        jar = Files.createDirectory(temporary.resolve("plugins")).resolve("failing.jar");
    }

    /** Batches of 100 of 400 images make four steps an epoch, so step 6 is in the second; the batches of the warm-up are smaller. */
    private void writeJar(String statements) throws IOException {
        ForeignJar.named("failing")
                .hook(
                        "Step step = block.step(); if (step.number() == 6 && step.batchSize() == 100 && block.layer() == 1) { "
                                + statements + " }")
                .leaveOut("stranger/Provider$Helper.class")
                .write(jar);
    }

    private String[] train(Path out) {
        return with(out, "train", "--regularizer", "failing");
    }

    private String[] with(Path out, String... what) {
        return Stream.concat(Stream.of(what), Stream.of(options(out))).toArray(String[]::new);
    }

    private String[] options(Path out) {
        return new String[] {
            "--data",
            data.toString(),
            "--hidden",
            "9,6",
            "--epochs",
            "3",
            "--batch-size",
            "100",
            "--out",
            out.toString(),
            "--quiet",
            "--plugins",
            jar.toString()
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throw new IllegalStateException("boom");      | threw java.lang.IllegalStateException: boom
            throw new IllegalStateException("a\\nb\\33[7m"); | threw java.lang.IllegalStateException: a b\uFFFD[7m
            throw new StackOverflowError();               | threw java.lang.StackOverflowError
            throw new OutOfMemoryError("heap");           | threw java.lang.OutOfMemoryError: heap
            Helper.help();                                | threw java.lang.NoClassDefFoundError: stranger/Provider$Helper
            x[0] = 0f / 0f;                               | gave a value that is not a finite number
            x[block.length()] = 1;                        | wrote outside its block
            """)
    void aPluginThatFailsInTrainingIsNamedAndTheCheckpointIsWhole(String statements, String words) throws Exception {
        Path out = temporary.resolve("out");
        Outcome failed = failing(statements, out);
        assertThat(failed.err().lines()).hasSize(1);
        assertThat(failed.err())
                .startsWith("lanewise: regularizer 'failing' (" + jar.toRealPath() + ") " + words
                        + " in layer 1 at step 6;");
        assertThatCheckpointIsWhole(out, words + " in layer 1 at step 6;");
    }

    /** Trains with a plug-in that does this, which must fail. */
    private Outcome failing(String statements, Path out) throws Exception {
        writeJar(statements);
        Outcome failed = CliProcess.cli(CLI, train(out));
        assertThat(failed.code()).as(failed.err()).isEqualTo(6);
        return failed;
    }

    private static void assertThatCheckpointIsWhole(Path out, String words) throws Exception {
        Outcome resumed = CliProcess.cli(CLI, "--resume", out.toString());
        assertThat(resumed.code()).as("a broken checkpoint would be 4").isEqualTo(6);
        assertThat(resumed.err()).contains(words);
    }

    @Test
    void aPluginCannotEndTheProgramAsIfAllWereWell() throws Exception {
        Path out = temporary.resolve("out");
        Outcome ended = failing("System.exit(0);", out);
        String words = "stranger.Provider$Hook.multiply of plug-in " + jar.toRealPath()
                + " ended the program by System.exit; report it to the plug-in's author, or train without it\n";
        assertThat(ended.err()).isEqualTo("lanewise: " + words);
        assertThatCheckpointIsWhole(out, words);
    }

    @Test
    void aPluginThatInterruptsTrainingIsNotTakenForCtrlC() throws Exception {
        Outcome ended = failing("Thread.currentThread().interrupt();", temporary.resolve("out"));
        String words = "regularizer 'failing' (" + jar.toRealPath()
                + ") interrupted the thread that trains; report it to the regularizer's author, or train without it\n";
        assertThat(ended.err()).isEqualTo("lanewise: " + words);
        words = words.strip();
        Path out = temporary.resolve("compared");
        Outcome compared =
                CliProcess.cli(CLI, with(out, "compare", "--arm", "none", "--arm", "failing", "--seeds", "1"));
        assertThat(compared.code()).as(compared.err()).isEqualTo(6);
        assertThat(compared.err()).contains("arm 'failing', seed 42: " + words);
        out = temporary.resolve("swept");
        Outcome swept = CliProcess.cli(CLI, with(out, "sweep", "--try", "regularizer=none,failing"));
        assertThat(swept.code()).as(swept.err()).isZero();
        assertThat(out.resolve("leaderboard.csv")).content().contains("failed: " + words);
    }

    @Test
    void aSweepThatComesToNothingForItsPluginsSakeEndsAsOneRunWithItDoes() throws Exception {
        writeJar("x[0] = 0f / 0f;");
        Path out = temporary.resolve("swept");
        Outcome swept = CliProcess.cli(CLI, with(out, "sweep", "--try", "regularizer=failing"));
        assertThat(swept.code()).as(swept.err()).isEqualTo(6);
        assertThat(swept.err()).contains("no setting came to anything", "gave a value that is not a finite number");
        assertThat(CliProcess.cli(CLI, "sweep", "--resume", out.toString()).code())
                .isEqualTo(6);
    }

    @Test
    void aRunDoesNotGoOnWithAnotherJarOfTheSameName() throws Exception {
        writeJar("throw new IllegalStateException(\"boom\");");
        String first = sha256();
        Path out = temporary.resolve("out");
        assertThat(CliProcess.cli(CLI, train(out)).code()).isEqualTo(6);
        writeJar("x[0] = 0;");
        Outcome resumed = CliProcess.cli(CLI, "--resume", out.toString());
        assertThat(resumed.code()).as(resumed.err()).isEqualTo(4);
        assertThat(resumed.err().lines().filter(each -> each.startsWith("lanewise: ")))
                .containsExactly("lanewise: model file "
                        + out.resolve("checkpoint.safetensors").toAbsolutePath()
                        + " was made with regularizer 'failing' of " + jar.toRealPath() + " (SHA-256 " + first
                        + "), not of " + jar.toRealPath() + " (SHA-256 " + sha256()
                        + "); resume with the jar it was made with, or start a new run");
    }

    private String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    }

    /** A run whose plug-in has just begun to hang. */
    private Process hanging(Path out, Path err) throws IOException {
        // What starts tests in the background may have them ignore Ctrl-C, which processes inherit.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal"));
        command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-jar", CLI.toString()));
        command.addAll(List.of(train(out)));
        Process process = Patience.start(new ProcessBuilder(command).redirectError(err.toFile()));
        FutureTask<String> firstLine = new FutureTask<>(process.inputReader()::readLine);
        Thread.startVirtualThread(firstLine);
        assertThat(firstLine)
                .as("%s", command)
                .succeedsWithin(Duration.ofMinutes(2))
                .isEqualTo("hanging");
        return process;
    }

    @Test
    void signalsEndARunWhosePluginDoesNotReturn() throws Exception {
        // System.out of plug-ins is standard error, which goes to a file here.
        writeJar(
                "new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true).println(\"hanging\");"
                        + " while (true) Thread.onSpinWait();");
        Path err = temporary.resolve("err");
        Process terminated = hanging(temporary.resolve("terminated"), err);
        Process interrupted = hanging(temporary.resolve("interrupted"), temporary.resolve("err2"));
        terminated.destroy();
        Process kill = Patience.start(new ProcessBuilder("kill", "-INT", Long.toString(interrupted.pid())));
        assertThat(Patience.exitCode(kill)).isZero();
        assertThat(Patience.exitCode(terminated)).isEqualTo(143);
        assertThat(Patience.exitCode(interrupted)).isEqualTo(130);
        assertThat(Files.readString(err))
                .endsWith("lanewise: stopped without waiting any longer for stranger.Provider$Hook.multiply of plug-in "
                        + jar.toRealPath() + "\n");
        assertThat(temporary.resolve("terminated/checkpoint.safetensors")).isNotEmptyFile();
    }
}
