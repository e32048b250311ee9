package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/library.md, compiled and run one after the other, each in a process of its own, as a stranger would. */
class LibraryPageTest {
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?public class (\\w+) .*?)```", Pattern.DOTALL);
    private static final int FEATURES = 20;

    @TempDir
    private Path directory;

    private static Path page() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docs/library.md"))
                ? here.resolve("docs/library.md")
                : here.resolveSibling("docs").resolve("library.md");
    }

    /** The programs of the page, by name. */
    static Map<String, String> programs() throws IOException {
        String page = Files.readString(page());
        assertThat(page.split("```java\n"))
                .as("all are programs")
                .hasSize(1 + (int) PROGRAM.matcher(page).results().count());
        Map<String, String> out = new LinkedHashMap<>();
        Matcher each = PROGRAM.matcher(page);
        while (each.find()) {
            out.put(each.group(2), each.group(1));
        }
        return out;
    }

    /** The table that the first program reads. */
    static void writeData(Path directory) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder out = new StringBuilder("x,".repeat(FEATURES)).append("class\n");
        for (int i = 0; i < 1500; i++) {
            double sum = 0;
            for (int j = 0; j < FEATURES; j++) {
                double x = random.nextGaussian();
                sum += j < 5 ? x : 0;
                out.append((float) (100 * j + (j + 1) * x)).append(',');
            }
            out.append(sum < -1 ? 0 : sum < 1 ? 1 : 2).append('\n');
        }
        Files.writeString(directory.resolve("data.csv"), out);
    }

    private void compile(String name, String program) {
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return program;
                    }
                };
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(source))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    private String run(String name) throws IOException, InterruptedException {
        Path out = directory.resolve(name + ".out");
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        directory + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        name)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        int code = Patience.exitCode(Patience.start(java));
        String text = Files.readString(out);
        assertThat(code).as("%s: %s", name, text).isZero();
        return text;
    }

    @Test
    void itsProgramsRunAndSayWhatThePageSays() throws Exception {
        writeData(directory);
        Map<String, String> said = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : programs().entrySet()) {
            compile(each.getKey(), each.getValue());
            said.put(each.getKey(), run(each.getKey()));
        }
        assertThat(said.keySet()).containsExactly("Train", "Serve", "Values", "Stop", "Export");
        assertThat(number(said.get("Train"), "test accuracy ")).isGreaterThan(0.85);
        assertThat(said.get("Serve").lines().filter(line -> line.matches("row of -?\\d.0: class [0-2]")))
                .hasSize(8);
        assertThat(number(said.get("Values"), "price ")).isBetween(330_000.0, 370_000.0);
        assertThat(said.get("Stop"))
                .containsPattern("INTERRUPTED after \\d+ epochs\n(DONE|EARLY), with the weights of epoch");
        assertThat(said.get("Export")).contains("loss softmax-cross-entropy");
    }

    @Test
    void theFirstProgramIsShort() throws IOException {
        long lines = programs()
                .get("Train")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("import"))
                .count();
        assertThat(lines).isLessThanOrEqualTo(30);
    }

    private static double number(String text, String before) {
        Matcher number = Pattern.compile(Pattern.quote(before) + "([0-9.E]+)").matcher(text);
        assertThat(number.find()).as(text).isTrue();
        return Double.parseDouble(number.group(1));
    }
}
