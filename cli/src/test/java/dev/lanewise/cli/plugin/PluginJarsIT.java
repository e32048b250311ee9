package dev.lanewise.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.CliProcess;
import dev.lanewise.cli.Outcome;
import dev.lanewise.cli.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad jars met by {@code cli.jar}: one sentence and exit code 6 if asked for, a line each if not. */
class PluginJarsIT {
    private static final Path CLI = Path.of(System.getProperty("cli.jar"));

    @TempDir
    static Path temporary;

    private static Path folder;
    private static Path data;

    @BeforeAll
    static void makeJars() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
        folder = Files.createDirectory(temporary.resolve("plugins"));
        ForeignJar.named("sound").write(jar("sound"));
        ForeignJar.named("slow").constructor("Thread.sleep(1500);").write(jar("slow"));
        ForeignJar.cutShort(ForeignJar.named("cut").write(jar("cut")));
        ForeignJar.named("missing")
                .constructor("Helper.help();")
                .leaveOut("stranger/Provider$Helper.class")
                .write(jar("missing"));
        ForeignJar.named("old").spiVersion("99").write(jar("old"));
        ForeignJar.named("absent").service("stranger.Absent").write(jar("absent"));
        ForeignJar.named("throws").constructor("throw new Exception(\"boom\");").write(jar("throws"));
        ForeignJar.named("twin").write(jar("twin-a"));
        ForeignJar.named("twin").write(jar("twin-b"));
        ForeignJar.named("").write(jar("blank"));
        ForeignJar.named("odd\\n\\33[2J").write(jar("odd"));
        ForeignJar.named("upper").write(folder.resolve("UPPER.JAR"));
        Files.createDirectory(folder.resolve("folder.jar"));
    }

    private static Path jar(String name) {
        return folder.resolve(name + ".jar");
    }

    private static Outcome train(String... more) throws Exception {
        List<String> usual = List.of("--data", data.toString(), "--hidden", "9", "--epochs", "1", "--json");
        return CliProcess.cli(
                CLI, Stream.concat(usual.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static void assertFails(Outcome process, int exitCode, String... parts) {
        assertThat(process.code()).as(process.err()).isEqualTo(exitCode);
        assertThat(process.err().lines()).hasSize(1);
        assertThat(process.err()).startsWith("lanewise: ").contains(parts).doesNotContain("\tat ");
    }

    @Test
    void whatAPluginPrintsIsNotAmongTheResults() throws Exception {
        Path loud = Files.createDirectory(temporary.resolve("loud")).resolve("loud.jar");
        ForeignJar.named("loud")
                .constructor("System.out.println(\"made\");")
                .hook("System.out.print('.');")
                .write(loud);
        Outcome run = train("--plugins", loud.toString(), "--regularizer", "loud");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).allMatch(each -> each.startsWith("{\"event\":") && each.endsWith("}"));
        assertThat(run.err()).contains("made", ".");
    }

    @Test
    void oneRunUsesTheSoundAndTheSlowAndSaysALineForEachOfTheOthers() throws Exception {
        Outcome run = train("--plugins", folder.toString(), "--regularizer", "sound+slow+upper");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err().lines().filter(each -> each.startsWith("lanewise: plug-in left out: ")))
                .hasSize(8);
        for (String each : List.of("cut", "missing", "old", "absent", "throws", "twin-a", "blank", "odd")) {
            assertThat(run.err()).contains(jar(each).toRealPath() + " ");
        }
        assertThat(run.out().lines().filter(each -> each.contains("\"event\":\"end\"")))
                .hasSize(1);
    }

    @Test
    void aNameCannotMoveTheCursor() throws Exception {
        Outcome list =
                CliProcess.cli(CLI, "regularizers", "--plugins", jar("odd").toString());
        assertThat(list.code()).isZero();
        assertThat(list.err().lines()).hasSize(1);
        assertThat(list.err()).contains("with the invalid name 'odd \uFFFD[2J'").doesNotContain("\33");
    }

    @Test
    void aProviderCannotEndTheProgramAsIfAllWereWell() throws Exception {
        Path jar = ForeignJar.named("exits").constructor("System.exit(0);").write(temporary.resolve("data/exits.jar"));
        assertFails(
                train("--plugins", jar.toString(), "--regularizer", "dropout:0.5"),
                6,
                "stranger.Provider.<init> of plug-in " + jar.toRealPath() + " ended the program by System.exit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cut     | is not a readable jar
            missing | NoClassDefFoundError: stranger/Provider$Helper
            old     | was built for version 99 of the plug-in interface, but this is version 1
            absent  | Provider stranger.Absent not found
            throws  | java.lang.Exception: boom
            blank   | with the invalid name ''
            """)
    void theOneAskedForStopsTheRun(String name, String words) throws Exception {
        assertFails(
                train("--plugins", jar(name).toString(), "--regularizer", name),
                6,
                "regularizer '" + name + "' cannot be loaded: " + jar(name).toRealPath(),
                words);
    }

    @Test
    void duplicatesNameBothJars() throws Exception {
        assertFails(
                train("--plugins", folder.toString(), "--regularizer", "twin"),
                6,
                jar("twin-a").toRealPath().toString(),
                jar("twin-b").toRealPath().toString(),
                "both have a regularizer 'twin'; remove one of them");
    }

    @Test
    void noPluginsTurnsThemOff() throws Exception {
        assertFails(
                train("--plugins", folder.toString(), "--no-plugins", "--regularizer", "sound"),
                2,
                "unknown regularizer 'sound'");
    }

    @Test
    void aFolderThatEverybodyMayWriteToIsRefused() throws Exception {
        Path open = Files.createDirectory(temporary.resolve("open"));
        ForeignJar.named("sound").write(open.resolve("sound.jar"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertFails(
                train("--plugins", open.toString(), "--regularizer", "sound"),
                6,
                "run: chmod o-w " + open.toRealPath());
    }

    @Test
    void theFolderBesideTheProgramIsFound() throws Exception {
        Path home = Files.createDirectory(temporary.resolve("home"));
        Files.createDirectory(home.resolve("plugins"));
        Path cli = Files.copy(CLI, home.resolve("cli.jar"));
        ForeignJar.named("sound").write(home.resolve("plugins/sound.jar"));
        Outcome list = CliProcess.cli(cli, "regularizers");
        assertThat(list.code()).isZero();
        assertThat(list.words())
                .contains(
                        "sound a stranger's", home.resolve("plugins/sound.jar").toRealPath() + ", SHA-256 ");
    }

    @Test
    void verifyTellsWhichChecksAreBroken() throws Exception {
        ForeignJar.named("sound").hook("x[0] = 1;").write(temporary.resolve("data/odd.jar"));
        Outcome verify = CliProcess.cli(
                CLI, "regularizers", "verify", temporary.resolve("data/odd.jar").toString());
        assertThat(verify.code()).isEqualTo(6);
        assertThat(verify.out())
                .contains("FAILED  forward in hidden layer 0 gives the same bits for any cut into blocks")
                .doesNotContain("  cost  ");
        assertThat(CliProcess.cli(CLI, "regularizers", "verify", jar("sound").toString())
                        .code())
                .isZero();
    }

    @Test
    void verifyTellsIfARealNetworkCannotBeTrained() throws Exception {
        ForeignJar.named("wide")
                .hook("if (block.width() > 100) x[0] = Float.NaN;")
                .write(temporary.resolve("data/wide.jar"));
        Outcome verify = CliProcess.cli(
                CLI,
                "regularizers",
                "verify",
                temporary.resolve("data/wide.jar").toString());
        assertThat(verify.code()).isEqualTo(6);
        assertThat(verify.out())
                .contains("  FAILED  a network 784-256-256-10 can be trained: regularizer 'wide'")
                .contains("not a finite number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "sound+dropout:0.5", "sound+sound"})
    void verifyChecksOneRegularizerAtATime(String typed) throws Exception {
        Outcome verify =
                CliProcess.cli(CLI, "regularizers", "verify", jar("sound").toString(), "--regularizer", typed);
        assertThat(verify.code()).isEqualTo(2);
        assertThat(verify.err())
                .startsWith("lanewise: --regularizer: '" + typed + "' must be one regularizer of the jar");
        assertThat(verify.out()).isEmpty();
    }

    @Test
    void verifyBlamesNoPluginForAFolderThatCannotBeWritten() throws Exception {
        String absent = temporary.resolve("absent").toString();
        Outcome verify = CliProcess.run(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + absent,
                "-jar",
                CLI.toString(),
                "regularizers",
                "verify",
                jar("sound").toString()));
        assertThat(verify.code()).as(verify.err()).isEqualTo(7);
        assertThat(verify.err()).contains("lanewise: cannot write a checkpoint to try into " + absent);
        assertThat(verify.out()).doesNotContain("FAILED");
    }
}
