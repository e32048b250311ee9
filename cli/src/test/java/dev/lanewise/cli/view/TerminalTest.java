package dev.lanewise.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.cli.base.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Terminal terminal(OutputStream out, int columns) {
        return new Terminal(
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                true,
                true,
                false,
                false,
                () -> columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns));
    }

    @ParameterizedTest
    @CsvSource({"20, 19", "79, 78", "80, 79", "200, 79", "0, 79", "1, 1"})
    void theStatusIsOneColumnShortOfTheEdge(int columns, int width) {
        Terminal terminal = terminal(OutputStream.nullOutputStream(), columns);
        terminal.status("x".repeat(300));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r" + "x".repeat(width));
        terminal.status("y");
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\ry" + " ".repeat(width - 1));
    }

    @ParameterizedTest
    @CsvSource({"20", "45", "80"})
    void progressLeavesTheBarOutRatherThanTheNumbers(int columns) {
        Progress progress = new Progress(terminal(OutputStream.nullOutputStream(), columns), 9, 100);
        progress.start(0);
        long limit = System.nanoTime() + 10_000_000_000L; // it redraws ten times a second
        while (err.size() == 0 && System.nanoTime() < limit) {
            progress.step(0, 0, 10);
        }
        String shown = err.toString(StandardCharsets.UTF_8);
        assertThat(shown).hasSize(columns).contains("epoch 1/9   10 %");
        assertThat(shown.contains("[")).isEqualTo(columns == 80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs/first",
                "'my runs/first'",
                "'my runs/of many/that have a name which is longer than a line of any terminal is'"
            })
    void aCommandToGoOnWithCanBeCopied(String folder) {
        String command = "java -jar cli.jar train --resume " + folder;
        terminal(OutputStream.nullOutputStream(), 80)
                .always("lanewise: stopped; the run so far is kept, go on with: " + command);
        List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.getFirst()).isEqualTo("lanewise: stopped; the run so far is kept, go on with:");
        String copied = String.join("\n", lines.subList(1, lines.size())).replaceAll(" \\\\\n *", " ");
        assertThat(copied.strip()).isEqualTo(command);
    }

    @Test
    void whatAWriterCannotWriteIsKnown() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Terminal terminal = terminal(full, 80);
        terminal.requireWritten();
        terminal.writer().println("help");
        assertThatThrownBy(terminal::requireWritten)
                .isInstanceOf(CliException.class)
                .hasMessageContaining("standard output cannot be written (No space left on device)");
    }
}
