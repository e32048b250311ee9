package dev.lanewise.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines that fit. */
class WordsTest {
    @Test
    void wrappingEndsHoweverFarLinesAreMovedIn() {
        for (int indent : new int[] {0, 40, 79, 80, 81, 200}) {
            List<String> lines = assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> Words.wrap("word ".repeat(40) + "end", indent));
            assertThat(String.join(" ", lines).strip().split(" +")).hasSize(41);
        }
    }
}
