package dev.lanewise.bench;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.lanewise.bench.duel.Contender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said in one sentence that names it, with the exit code of bench/README.md. */
class MainTest {
    @TempDir
    private Path folder;

    private record Said(int code, String out, String err) {}

    /** {@code FOLDER} stands for an empty folder. */
    private Said said(String command) {
        return said(List.of(command.replace("FOLDER", folder.toString()).split(" ")));
    }

    private static Said said(List<String> args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream toOut = new ByteArrayOutputStream();
        ByteArrayOutputStream toErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(toOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(toErr, true, StandardCharsets.UTF_8));
        try {
            return new Said(
                    Main.run(args), toOut.toString(StandardCharsets.UTF_8), toErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Gemm -rff                                         | 2 | rff requires an argument
                    Gemm -p threads=x                                 | 2 | 'x' is no number of threads
                    Gemm -p shape=foo                                 | 2 | 'foo' is no product
                    Gemm -p system=foo                                | 2 | 'foo'
                    Step -p net=foo                                   | 2 | 'foo' is no network
                    Step -p regularizer=foo                           | 2 | 'foo'
                    Step -p optimizer=foo                             | 2 | 'foo'
                    Step -p batch=0                                   | 2 | '0' is no number of images a step
                    Dropout -p variant=foo                            | 2 | 'foo'
                    Gemm -p threads=1 -rf json -rff FOLDER/no/x.json  | 3 | no/x.json
                    Gemm -p threads=1 -rff FOLDER                     | 3 | Is a directory
                    Gemm -p threads=1 -o FOLDER/no/log                | 3 | no/log
                    NoSuch                                            | 2 | 'NoSuch'
                    Gemm(                                             | 2 | 'Gemm('
                    --foo                                             | 2 | foo is not a recognized option
                    -prof nosuch Gemm                                 | 2 | nosuch
                    --quick --foo                                     | 2 | '--foo'
                    --scaling foo                                     | 2 | 'foo'
                    --report foo                                      | 2 | 'foo'
                    --costs --net 256x-1                              | 2 | '256x-1' is no network
                    --costs --net 256x0                               | 2 | '256x0' is no network
                    --costs --net foo                                 | 2 | 'foo' is no network
                    --costs --net                                     | 2 | --net takes a network
                    --costs dropout:0.2 foo                           | 2 | 'foo'
                    --peers 64x1/0.5 --threads x                      | 2 | 'x' is no number of threads
                    --peers 64x1/0.5 --threads 1,0                    | 2 | '0' is no number of threads
                    --against FOLDER/no.jar 256x2/1.5                 | 2 | '1.5' in '256x2/1.5/256' is no probability
                    --against FOLDER/no.jar NN-256x10x256             | 2 | training only
                    --against                                         | 2 | --against takes
                    --compare a.json b.json --threshold abc           | 2 | 'abc' is no threshold
                    --compare a.json b.json --threshold NaN           | 2 | 'NaN' is no threshold
                    --compare a.json b.json --threshold -1            | 2 | '-1' is no threshold
                    --compare FOLDER/a.json FOLDER/b.json             | 3 | a.json
                    --publish foo                                     | 2 | 'foo'
                    --publish against                                 | 2 | against=JAR
                    --publish against=FOLDER/no.jar                   | 3 | no.jar
                    """)
    void badInputIsRefusedInOneSentenceBeforeAnythingIsMeasured(String command, int code, String part) {
        Said said = said(command);
        assertThat(said.code()).isEqualTo(code);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines().filter(line -> !line.startsWith("#"))) // of JMH, that no lock is asked for
                .singleElement(as(STRING))
                .startsWith("benchmarks: ")
                .contains(part);
    }

    @Test
    void aFileThatMayNotBeReadIsNamedWithTheReason() {
        assertThat(Main.sentence(new AccessDeniedException("/p.json")))
                .isEqualTo("/p.json may not be read or written; change its permissions");
        assertThat(Main.sentence(new FileSystemException("/p.json", null, "Read-only file system")))
                .contains("/p.json")
                .contains("Read-only file system");
    }

    @Test
    void systemsThatDroppedOutAreAFailure() throws IOException {
        Main.requireNone(List.of());
        assertThatThrownBy(() -> Main.requireNone(List.of("MKL from gemm NN-1x1x1 on", "EJML from gemm NN-2x2x2 on")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no result of MKL from gemm NN-1x1x1 on, EJML from gemm NN-2x2x2 on; ");
    }

    @Test
    void theOtherBuildIsNamedIfItIsNone() throws IOException {
        Path text = Files.writeString(folder.resolve("u.jar"), "no zip");
        for (Path each : List.of(text, folder)) {
            Said said = said(List.of("--against", each.toString()));
            assertThat(said.code()).isEqualTo(3);
            assertThat(said.err())
                    .startsWith("benchmarks: " + each)
                    .contains("cli.jar")
                    .hasLineCount(1);
        }
    }

    @Test
    void nothingIsPublishedBesideTheRepository() {
        assertThat(Path.of("bench")).doesNotExist(); // tests run in the folder of their module
        for (String each : List.of("--publish cold", "--report")) {
            Said said = said(each);
            assertThat(said.code()).isEqualTo(3);
            assertThat(said.err()).contains("top of the repository").hasLineCount(1);
        }
        assertThat(Path.of("bench")).doesNotExist();
    }

    @Test
    void helpShowsOurCommandsAndWhereThoseOfJmhAre() {
        Said help = said("--peers --help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--quick", "--compare", "-h lists");
    }

    @Test
    void listsAreResultsAndLeaveNoFile() throws IOException {
        List<Path> before = temporary();
        assertThat(said("-l").out()).contains("GemmBenchmark.multiply");
        assertThat(said("-h").out()).contains("-rff");
        said("--foo");
        assertThat(temporary()).isEqualTo(before);
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(each -> each.getFileName().toString().startsWith("benchmarks"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aBenchmarkThatFailsIsNamedAndTheOthersAreNotLost() throws IOException {
        Said said = said("Gemm -f 0 -wi 0 -i 1 -r 10ms -p threads=1 -p shape=NN-16x10x16,NN-99999x99999x9"
                + " -rff FOLDER/x.csv");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.out()).contains("NN-16x10x16").doesNotContain("NN-99999x99999x9");
        assertThat(said.err().lines().toList().getLast())
                .startsWith("benchmarks: no result of ")
                .contains("NN-99999x99999x9")
                .doesNotContain("NN-16x10x16");
        assertThat(folder.resolve("x.csv")).content().contains("NN-16x10x16");
    }

    @Test
    void aDataSetThatCannotBeHadIsSaidInASentence() throws Exception {
        Said said = process(Main.class, "", "--costs", "dropout:0.2");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.err()).contains("LANEWISE_CACHE").doesNotContain("\tat ");
    }

    @Test
    void aContenderThatFailsSaysWhyInALine() throws Exception {
        Said said = process(Contender.class, "gemm foo\n", "lanewise", "1");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("'foo' is no product").doesNotContain("\tat ");
    }

    /** In a process whose cache for data sets is a file. */
    private Said process(Class<?> main, String input, String... args) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), input, StandardOpenOption.CREATE);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(file.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("LANEWISE_CACHE", file.toString());
        builder.environment().put("XDG_DATA_DIRS", file.toString()); // or Debian's package would be found
        int code = builder.start().waitFor();
        return new Said(code, Files.readString(out), Files.readString(err));
    }
}
