package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/lecture/make.sh, which makes what commands print in the lecture's pages, on little data. */
class LecturePagesIT {
    private static final Path LECTURE = Path.of(System.getProperty("cli.jar"))
            .resolve("../../../docs/lecture")
            .normalize();

    @TempDir
    Path temporary;

    @Test
    void theirCommandsRunAndTheirPicturesAreMade() throws Exception {
        Path data = TinyData.write(temporary.resolve("data"));
        Path out = Files.createDirectory(temporary.resolve("out"));
        Path log = temporary.resolve("log");
        ProcessBuilder make = new ProcessBuilder(
                        LECTURE.resolve("make.sh").toString(),
                        "--small",
                        data.toString(),
                        out.toString(),
                        "from-scratch.md",
                        "with-and-without.md")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        make.environment().put("LANEWISE_JAVA_HOME", System.getProperty("java.home"));
        assertThat(Patience.exitCode(Patience.start(make)))
                .as(Files.readString(log))
                .isZero();

        assertThat(out.resolve("from-scratch.md"))
                .content()
                .contains("dropout(arange(16), 0.5) = [", "SHA-256 of the weights: ");
        assertThat(out.resolve("with-and-without.md"))
                .content()
                .contains("mean ± standard deviation over 2 seeds", "dropout:0.2,0.5 against none");
        assertThat(out.resolve("with-and-without.png")).isNotEmptyFile();
    }

    /** What is a picture in a page is one that a command makes or that is there. */
    @Test
    void noPictureIsMissing() throws Exception {
        try (Stream<Path> pages = Files.list(LECTURE)) {
            List<Path> all =
                    pages.filter(each -> each.toString().endsWith(".md")).toList();
            assertThat(all).hasSizeGreaterThan(6);
            for (Path page : all) {
                Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("!["))
                        .map(line -> line.replaceAll(".*\\((.*)\\).*", "$1"))
                        .forEach(picture -> assertThat(LECTURE.resolve(picture))
                                .as(page.toString())
                                .isNotEmptyFile());
            }
        }
    }
}
