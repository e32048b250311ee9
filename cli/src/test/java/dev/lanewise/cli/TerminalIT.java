package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.grack.nanojson.JsonParser;
import dev.lanewise.cli.base.ExitCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the commands print fits 80 columns everywhere, and has escape sequences only where a terminal takes them for colours. */
class TerminalIT {
    private static final int COLUMNS = 80;
    private static final String ESCAPE = "\u001b";
    private static final String LONG_ARM =
            "dropout:0.1,0.1+weight-decay:1e-4+gaussian-noise:0.1 batch-size=64 init=xavier";

    private static final List<String> TRAIN =
            words("train --hidden 8,8 --limit 100 --epochs 2 --validation 0.2 --regularizer l1:1e-5+l2:1e-5");

    @TempDir
    private static Path temporary;

    private static Path data;

    @BeforeAll
    static void trainOnce() throws Exception {
        data = TinyData.write(temporary.resolve("data"));
        Outcome outcome = CliProcess.run(
                temporary,
                CliProcess.command(
                        List.of(),
                        onData(words("train --hidden 64x6 --limit 100 --epochs 2 --out run --regularizer"
                                + " dropout:0.1,0.1,0.1,0.1,0.1,0.1+weight-decay:1e-4+gaussian-noise:0.01"))));
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }

    private static List<String> onData(List<String> args) {
        return Stream.concat(args.stream(), Stream.of("--data", data.toString()))
                .toList();
    }

    private static List<String> compare() {
        List<String> words = words("compare --hidden 8,8 --limit 100 --epochs 2 --seeds 2 --arm none --arm");
        return onData(Stream.concat(words.stream(), Stream.of(LONG_ARM)).toList());
    }

    static List<List<String>> commands() {
        return Stream.concat(results().stream(), Stream.of(words("--help"), words("compare --help")))
                .toList();
    }

    static List<List<String>> results() {
        return List.of(onData(TRAIN), compare(), words("diagnose run"), words("regularizers"), words("info"), error());
    }

    private static List<String> error() {
        return words("train --regularizer dropuot:0.5");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void inAPipeResultsFitAndNothingIsColored(List<String> args) throws Exception {
        Outcome outcome = CliProcess.run(temporary, CliProcess.command(List.of(), args));

        assertFits(outcome.out());
        assertThat(outcome.out() + outcome.err()).doesNotContain(ESCAPE, "\r");
        assertThat(outcome.out() + outcome.err()).isNotBlank();
    }

    @Test
    void inAPipeAnErrorIsOneLine() throws Exception {
        Outcome outcome = CliProcess.run(temporary, CliProcess.command(List.of(), error()));

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines()).singleElement().asString().startsWith("lanewise: unknown regularizer");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void onATerminalWithoutColorEverythingFits(List<String> args) throws Exception {
        String shown = onTerminal("TERM=xterm NO_COLOR=1", args);

        assertFits(shown);
        assertThat(shown).isNotBlank().doesNotContain(ESCAPE);
    }

    @Test
    void progressOverwritesItselfAndFits() throws Exception {
        List<String> longRun = onData(words("train --hidden 512,512 --batch-size 1 --epochs 20 --seed 1"));
        String shown = onTerminal("TERM=xterm NO_COLOR=1", longRun);

        assertFits(shown);
        assertThat(shown).contains("\r[").contains("/20 ", " left  ").doesNotContain(ESCAPE);
    }

    @ParameterizedTest
    @MethodSource("results")
    void onADumbTerminalNothingIsOverwritten(List<String> args) throws Exception {
        String shown = onTerminal("TERM=dumb", args);

        assertFits(shown);
        assertThat(shown).isNotBlank().doesNotContain(ESCAPE);
        assertThat(shown.replace("\r\n", "\n")).doesNotContain("\r");
    }

    @Test
    void helpHasColorsOnATerminalOnly() throws Exception {
        assertThat(onTerminal("TERM=xterm", words("--help"))).contains(ESCAPE + "[");
        assertFits(onTerminal("TERM=xterm", words("--help")).replaceAll(ESCAPE + "\\[[0-9;]*m", ""));
    }

    @ParameterizedTest
    @MethodSource("results")
    void asJsonEachLineIsAnEvent(List<String> args) throws Exception {
        List<String> json = Stream.concat(args.stream(), Stream.of("--json")).toList();

        Outcome outcome = CliProcess.run(temporary, CliProcess.command(List.of(), json));

        assertThat(outcome.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThatCode(
                                () -> assertThat(JsonParser.object().from(line).getString("event"))
                                        .isNotBlank())
                        .doesNotThrowAnyException());
        assertThat(outcome.out() + outcome.err()).doesNotContain(ESCAPE);
    }

    /** All that a terminal of 80 columns is sent. */
    private static String onTerminal(String environment, List<String> args) throws Exception {
        String command = CliProcess.command(List.of(), args).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        List<String> script = List.of("script", "-qec", "stty cols 80 && " + environment + " " + command, "/dev/null");
        return CliProcess.run(temporary, script).out();
    }

    private static void assertFits(String text) {
        assertThat(text.split("\\R|\r"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS));
    }
}
