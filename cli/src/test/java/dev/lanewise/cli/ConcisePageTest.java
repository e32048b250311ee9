package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/lecture/concise.md, on small images. */
class ConcisePageTest {
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path temporary;

    private static String page() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("docs/lecture")) ? here : here.getParent();
        return Files.readString(root.resolve("docs/lecture/concise.md"));
    }

    private String program(Path data) throws Exception {
        Matcher program = PROGRAM.matcher(page());
        assertThat(program.find()).isTrue();
        String text = program.group(1);
        assertThat(text).contains("FashionMnist.load()", "Dense.linear(10)");
        return text.replace("FashionMnist.load()", "FashionMnist.load(java.nio.file.Path.of(\"" + data + "\"))")
                .replace("Dense.linear(10)", "Dense.linear(" + TinyData.CLASSES + ")");
    }

    private void compile(String program) {
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Concise.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return program;
                    }
                };
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", temporary.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(source))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    private List<String> run() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Locale locale = Locale.getDefault();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {temporary.toUri().toURL()}, getClass().getClassLoader())) {
            Locale.setDefault(Locale.ROOT);
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            loader.loadClass("Concise").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
            Locale.setDefault(locale);
        }
        return rows(out.toString(StandardCharsets.UTF_8));
    }

    /** Rows of epochs, without seconds. */
    private static List<String> rows(String output) {
        return output.lines()
                .filter(line -> line.matches(" +\\d+ +\\d.*%.*%.*"))
                .map(line -> line.substring(0, line.lastIndexOf('%')).stripTrailing())
                .toList();
    }

    @Test
    void itsProgramGivesTheTableOfItsCommand() throws Exception {
        Path data = TinyData.write(temporary.resolve("data"));
        compile(program(data));
        Outcome command = Outcome.of("--preset", "lecture", "--data", data.toString());
        assertThat(command.code()).as(command.err()).isZero();
        assertThat(run()).hasSize(10).isEqualTo(rows(command.out()));
        assertThat(page()).contains("$ java -jar cli.jar --preset lecture\n");
    }
}
