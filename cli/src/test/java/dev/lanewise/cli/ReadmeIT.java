package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says works: its commands run, on a small data set, and its program compiles. */
class ReadmeIT {
    private static final Path README = Path.of(System.getProperty("cli.jar")).resolve("../../../README.md");

    /** Commands are the indented lines that start with this. */
    private static final String COMMAND = "    java -jar cli/target/cli.jar";

    private static final int FEWEST_COMMANDS = 9;

    @TempDir
    Path temporary;

    @Test
    void itsCommandsRunOneAfterTheOther() throws Exception {
        Path data = TinyData.write(temporary.resolve("data"));
        ImageIO.write(
                new BufferedImage(30, 40, BufferedImage.TYPE_INT_RGB),
                "png",
                temporary.resolve("boot.png").toFile());
        String flowers = "long,wide,kind\n" + "5.1,3.5,iris\n6.2,2.1,rose\n".repeat(20);
        Files.writeString(temporary.resolve("flowers.csv"), flowers);
        Files.writeString(temporary.resolve("unknown.csv"), "long,wide\n5,3\n");
        List<List<String>> commands = Files.readAllLines(README.normalize()).stream()
                .filter(line -> line.startsWith(COMMAND))
                .map(line -> line.substring(COMMAND.length()).strip().replaceFirst(" > \\S+$", ""))
                .map(line -> new ArrayList<>(Arrays.asList(line.split(" +"))))
                .<List<String>>map(args -> onTinyData(args, data))
                .toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(FEWEST_COMMANDS);
        for (List<String> each : commands) {
            Outcome outcome = CliProcess.run(temporary, CliProcess.command(List.of(), each));
            assertThat(outcome.code()).as(each + "\n" + outcome.err()).isZero();
        }
    }

    private static List<String> onTinyData(List<String> args, Path data) {
        boolean trains =
                args.getFirst().startsWith("--reg") || args.getFirst().startsWith("--hid") || args.contains("--resume");
        if (trains || args.contains("evaluate") || args.contains("compare") || args.contains("sweep")) {
            args.addAll(List.of("--data", data.toString()));
        }
        return args;
    }

    @Test
    void itsProgramCompiles() throws Exception {
        Matcher block =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README.normalize()));
        assertThat(block.find()).isTrue();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return block.group(1);
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-d", temporary.toString(), "-cp", System.getProperty("cli.jar")),
                        null,
                        List.of(source))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
