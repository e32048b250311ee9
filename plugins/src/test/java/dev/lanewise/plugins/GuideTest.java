package dev.lanewise.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in the guide for authors is the code of the example project, which another test builds and runs. */
class GuideTest {
    private static final Path GUIDE = Path.of("../docs/writing-a-regularizer.md");
    private static final Path EXAMPLE = Path.of("example");

    /** A path in bold, then a block of code. */
    private static final Pattern FILE = Pattern.compile("\\*\\*`(\\S+)`\\*\\*\n\n```\\w+\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsAllFilesOfTheExampleAsTheyAre() throws IOException {
        TreeMap<String, String> shown = new TreeMap<>();
        Matcher matcher = FILE.matcher(Files.readString(GUIDE));
        while (matcher.find()) {
            shown.put(matcher.group(1), matcher.group(2));
        }
        assertThat(shown).isEqualTo(files());
    }

    private static TreeMap<String, String> files() throws IOException {
        TreeMap<String, String> out = new TreeMap<>();
        try (Stream<Path> all = Files.walk(EXAMPLE)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path relative = EXAMPLE.relativize(each);
                if (!relative.startsWith("target")) {
                    out.put(relative.toString(), Files.readString(each));
                }
            }
        }
        return out;
    }
}
