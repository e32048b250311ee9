package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of options, as other programs and other systems write them. */
class ConfigFileTest {
    @TempDir
    static Path temporary;

    private static Path data;

    @BeforeAll
    static void writeData() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
    }

    private static Outcome train(String name, String config) throws IOException {
        return train(Files.writeString(temporary.resolve(name), config));
    }

    private static Outcome train(Path file) {
        return Outcome.of("--data", data.toString(), "--hidden", "8", "--epochs", "1", "--config", file.toString());
    }

    @Test
    void noPluginsAreLikeAnOptionThatIsNotGiven() throws IOException {
        Outcome outcome = train("no-plugins.json", "{\"plugins\": [], \"regularizer\": []}");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("with no regularizer");
    }

    private static void isRefused(Outcome outcome, String... words) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("lanewise: --")
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, \uFEFF", "UTF-16LE, \uFEFF", "UTF-16BE, \uFEFF", "UTF-8, ''"})
    void textIsReadAsEditorsSaveIt(String charset, String mark) throws IOException {
        for (String text : List.of("init=normal:0.5\r\n# Zürich\r\n", "{\"init\": \"normal:0.5\"}")) {
            Path file = temporary.resolve("saved");
            Files.write(file, (mark + text).getBytes(Charset.forName(charset)));
            Outcome outcome = Outcome.of(
                    "--data", data.toString(), "--hidden", "8", "--epochs", "1", "--json", "--config", file.toString());
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.lines().getFirst()).contains("--init normal:0.5 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16LE"})
    void textInAnotherEncodingIsRefused(String charset) throws IOException {
        Path file = temporary.resolve("saved");
        Files.write(file, "data=/home/Müller\n".getBytes(Charset.forName(charset)));
        isRefused(train(file), "saved", "save it as UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"C:\\new\\data", "C:\\users\\table", "D:\\.cache\\0", "C:\\\\new\\\\data", "\\u0043:\\\\new"})
    void backslashesOfAPathAreNotLineBreaks(String typed) throws IOException {
        Path file = Files.writeString(temporary.resolve("win"), "epochs=1\ndata=" + typed + "\n");
        Outcome outcome = Outcome.of("--config", file.toString());
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
        assertThat(outcome.err())
                .contains(typed.replace("\\\\", "\\").replace("\\u0043", "C"))
                .contains("does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# epochs=3\n", "{}", "{\"configuration\": {}}"})
    void aFileWithoutOptionsIsRefused(String text) throws IOException {
        isRefused(train("empty", text), "empty has no option in it; give a file of options or a run.json");
    }

    @Test
    void optionsBesideAConfigurationAreRefused() throws IOException {
        String options = "{\"batch_size\": 7, \"configuration\": {\"init\": \"he\"}}";
        isRefused(train("both.json", options), "both.json has 'batch_size' beside 'configuration'", "move it in there");
    }

    @Test
    void nullIsLikeAnOptionThatIsNotGiven() throws IOException {
        Outcome outcome = train("null.json", "{\"epochs\": null, \"data\": null, \"regularizer\": null}");
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void whatIsNoValueIsRefusedByName() throws IOException {
        isRefused(train("list.json", "{\"hidden\": [8, null]}"), "list.json", "[8,null] for 'hidden'");
        isRefused(train("object.json", "{\"epochs\": {\"n\": 1}}"), "{\"n\":1} for 'epochs'", "a number");
        isRefused(train("array.json", "[1]"), "array.json");
        isRefused(train("names.json", "{\"lr\": 1}"), "has 'lr'", "did you mean 'learning-rate'?");
        isRefused(train(temporary), "is a folder");
        isRefused(train("twice", "init=he\ninit=xavier\n"), "has 'init' twice");
        isRefused(train("ways", "batch_size=8\nbatch-size=9\n"), "has 'batch-size' twice; leave one out");
        isRefused(train("ways.json", "{\"batch-size\": 8, \"batch_size\": 9}"), "ways.json has 'batch", "size' twice");
    }
}
