package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint of an earlier version, of which {@code checkpoints/README.md} says how it was made. */
class OldCheckpointTest {
    @TempDir
    private Path temporary;

    @Test
    void goesOnToTheBitsOfThatVersion() throws IOException {
        Path data = TinyData.write(temporary.resolve("data"));
        Path checkpoint = temporary.resolve("checkpoint.safetensors");
        try (InputStream in = OldCheckpointTest.class.getResourceAsStream("/checkpoints/adam.safetensors")) {
            Files.copy(in, checkpoint);
        }

        Outcome outcome =
                Outcome.of("--resume", checkpoint.toString(), "--data", data.toString(), "--epochs", "4", "--json");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.lines().getLast())
                .contains("20c6a909ca4e7ccfee0926f9169ccb1e0b8c1456c149764e69458522c45db7c2");
    }
}
