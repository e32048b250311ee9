package dev.lanewise.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.base.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@link ExitCode} is the one list of exit codes; the launcher, which may use no other class, and the README agree with it. */
class ExitCodesTest {
    private static final Pattern ROW = Pattern.compile("\\| ([0-9]+) \\| (.*) \\|");

    @Test
    void theLauncherUsesTheSameNumbers() {
        assertThat(Launcher.NO_JDK).isEqualTo(ExitCode.NO_JDK.code());
        assertThat(Child.TERMINATED).isEqualTo(ExitCode.TERMINATED.code());
        assertThat(Stream.of(ExitCode.values()).map(ExitCode::code)).doesNotContain(Child.NO_MODULE);
    }

    @Test
    void theReadmeListsThemAll() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../README.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1) + " " + row.group(2).replace("`", ""))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(ExitCode.values())
                        .map(each -> each.code() + " " + each.meaning())
                        .toList());
    }
}
