package dev.lanewise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.duel.OutcomeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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

    @Test
    void theOtherBuildIsTheOneThatWasMeasured() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        OutcomeFile.write(
                results.resolve(Part.AGAINST.file()),
                List.of(outcome("this build", 0.1), outcome("the other build", 0.2)));
        Publication.noteMachine(results, Part.AGAINST, "`old.jar` of a year ago");

        Publication.write(results);

        assertThat(folder.resolve("RESULTS.md"))
                .content()
                .contains("the other build is `old.jar` of a year ago.")
                .doesNotContain("commit 87d0307");
    }

    private static Outcome outcome(String label, double seconds) {
        return new Outcome(
                "train 256x2/0.5/256", 1, label, 1, Collections.nCopies(6, seconds), List.of(200.0), 0.5, 1, 0);
    }

    @Test
    void figuresAreThoseOfNoCountry() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        Files.writeString(results.resolve(Part.COLD.file()), "{\"--version\":[0.5,0.25]}");
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            Publication.write(results);
        } finally {
            Locale.setDefault(locale);
        }
        assertThat(folder.resolve("RESULTS.md")).content().contains("0.50, 0.25");
    }
}
