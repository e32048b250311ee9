package dev.lanewise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
    @TempDir
    private Path folder;

    @Test
    void withoutFiguresWhatWasPublishedStays() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        Path published = Files.writeString(folder.resolve("RESULTS.md"), "figures");

        assertThatIOException()
                .isThrownBy(() -> Publication.write(results))
                .withMessageContaining("there are no figures in " + results);
        assertThat(published).hasContent("figures");
    }

    @Test
    void aBrokenPartSaysHowToMeasureItAgain() throws IOException {
        for (Part part : Part.values()) {
            Path results = Files.createDirectories(folder.resolve(part + "-results"));
            for (String broken : new String[] {"[", "[{}]", "7"}) {
                Path file = Files.writeString(results.resolve(part.file()), broken);
                assertThatIOException()
                        .isThrownBy(() -> Publication.write(results))
                        .withMessageContainingAll(file.toString(), "--publish " + part);
            }
        }
    }

    @Test
    void aFileOfOriginsThatIsBrokenIsNamed() throws IOException {
        Files.writeString(folder.resolve(Part.COLD.file()), "{}");
        Path origins = Files.writeString(folder.resolve("machine.json"), "[");

        assertThatIOException().isThrownBy(() -> Publication.write(folder)).withMessageContaining(origins.toString());
    }
}
