package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
