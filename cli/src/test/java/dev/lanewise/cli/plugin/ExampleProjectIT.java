package dev.lanewise.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.CliProcess;
import dev.lanewise.cli.Outcome;
import dev.lanewise.cli.StrangerMaven;
import dev.lanewise.cli.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example plug-in, built by Maven as a stranger would and dropped into a folder. */
class ExampleProjectIT {
    private static final Path CLI = Path.of(System.getProperty("cli.jar"));
    private static final Path ROOT = Path.of(System.getProperty("lanewise.root"));

    @TempDir
    static Path temporary;

    private static Path data;
    private static Path jar;

    @BeforeAll
    static void build() throws Exception {
        data = TinyData.write(temporary.resolve("data"));
        Path project = temporary.resolve("project");
        copy(ROOT.resolve("plugins/example"), project);
        Outcome built;
        try (StrangerMaven maven = new StrangerMaven(temporary.resolve("repository"))) {
            built = maven.run(project, "package");
        }
        assertThat(built.code()).as(built.out()).isZero();
        assertThat(built.out()).contains("Tests run: ");
        Path folder = Files.createDirectory(temporary.resolve("plugins"));
        jar = Files.copy(project.resolve("target/my-dropout.jar"), folder.resolve("my-dropout.jar"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(each -> !each.startsWith(from.resolve("target")))
                    .toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static String weights(String... more) throws Exception {
        List<String> usual = List.of(
                "--data", data.toString(), "--hidden", "37,20", "--batch-size", "64", "--epochs", "2", "--json");
        Outcome run = CliProcess.cli(
                CLI, Stream.concat(usual.stream(), Stream.of(more)).toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        Matcher sha256 = Pattern.compile("\"weights_sha256\":\"(\\w+)\"").matcher(run.out());
        assertThat(sha256.find()).isTrue();
        return sha256.group(1);
    }

    @Test
    void trainsToTheSameWeightsAsTheBuiltInDropout() throws Exception {
        String ours = weights("--regularizer", "dropout:0.2,0.5");
        String theirs = weights(
                "--plugins", jar.getParent().toString(), "--regularizer", "my-dropout:0.2,0.5", "--threads", "2");
        assertThat(theirs).isEqualTo(ours).isNotEqualTo(weights());
    }

    @Test
    void isListedWithItsVersionAndPassesVerification() throws Exception {
        Outcome list = CliProcess.cli(CLI, "regularizers", "--plugins", jar.toString());
        assertThat(list.words()).contains("my-dropout:p[,p...]", "version 1.0, " + jar.toRealPath() + ", SHA-256 ");
        Outcome verify = CliProcess.cli(CLI, "regularizers", "verify", jar.toString());
        assertThat(verify.code()).as(verify.out()).isZero();
        assertThat(verify.out())
                .containsPattern(
                        "\n  cost    a training step of 784-256-256-10 takes \\d\\.\\d\\d \\(\\d\\.\\d\\d–\\d\\.\\d\\d\\) times as long"
                                + " with it")
                .endsWith(" checks kept, 0 broken\n");
    }
}
