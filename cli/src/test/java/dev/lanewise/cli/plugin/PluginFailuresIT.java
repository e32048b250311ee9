package dev.lanewise.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.TinyData;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plug-ins that fail in the middle of training: who, which jar, where, when; and the last checkpoint is whole. */
class PluginFailuresIT {
    private static final Path CLI = Path.of(System.getProperty("cli.jar"));

    @TempDir
    Path temporary;

    /** Batches of 100 of 400 images make four steps an epoch, so step 6 is in the second. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throw new IllegalStateException("boom"); | threw java.lang.IllegalStateException: boom
            x[0] = 0f / 0f;                          | gave a value that is not a finite number
            x[block.length()] = 1;                   | wrote outside its block
            """)
    void aPluginThatFailsInTrainingIsNamedAndTheCheckpointIsWhole(String statements, String words) throws Exception {
        Path data = TinyData.write(temporary.resolve("data"));
        Path jar = ForeignJar.named("failing")
                .hook("if (block.step().number() == 6 && block.layer() == 1) { " + statements + " }")
                .write(Files.createDirectory(temporary.resolve("plugins")).resolve("failing.jar"));
        Path out = temporary.resolve("out");
        String[] train = {
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
            jar.toString(),
            "--regularizer",
            "failing"
        };
        CliProcess failed = CliProcess.cli(CLI, train);
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(6);
        assertThat(failed.err().lines()).hasSize(1);
        assertThat(failed.err())
                .startsWith("lanewise: regularizer 'failing' (" + jar.toRealPath() + ") " + words
                        + " in layer 1 at step 6;");
        CliProcess resumed = CliProcess.cli(CLI, "--resume", out.toString());
        assertThat(resumed.exitCode()).as("a broken checkpoint would be 4").isEqualTo(6);
        assertThat(resumed.err()).contains(words + " in layer 1 at step 6;");
    }
}
