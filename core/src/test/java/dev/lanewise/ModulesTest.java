package dev.lanewise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.nn.Sequential;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's program that is a module, with a regularizer of its own: on the module path, and as an image made by jlink. */
class ModulesTest {
    private static final String MODULE = """
            module stranger {
                requires dev.lanewise.core;
                provides dev.lanewise.spi.RegularizerProvider with stranger.Halve;
            }
            """;

    private static final String PROVIDER = """
            package stranger;
            import dev.lanewise.spi.*;
            public class Halve implements RegularizerProvider {
                record Half() implements MultiplicativeRegularizer {
                    public void multiply(ActivationBlock block) {
                        for (int i = 0; i < block.length(); i++) block.values()[i] *= 0.5f;
                    }
                }
                public int spiVersion() { return SPI_VERSION; }
                public String name() { return "halve"; }
                public String summary() { return "halves all activations"; }
                public Regularizer create(Arguments arguments) { return new Half(); }
            }
            """;

    private static final String PROGRAM = """
            package stranger;
            import dev.lanewise.data.LabelledImages;
            import dev.lanewise.model.ModelFile;
            import dev.lanewise.nn.*;
            import dev.lanewise.registry.*;
            import dev.lanewise.train.Trainer;
            import java.util.List;
            public class Program {
                public static void main(String[] arguments) {
                    byte[] pixels = new byte[90 * 20];
                    byte[] labels = new byte[90];
                    for (int i = 0; i < 90; i++) {
                        labels[i] = (byte) (i % 3);
                        for (int j = 0; j < 20; j++) pixels[i * 20 + j] = (byte) (j % 3 == i % 3 ? 200 + i : 5 * j);
                    }
                    LabelledImages images = new LabelledImages(pixels, labels, 20, 1, List.of("a", "b", "c"));
                    Sequential net = Sequential.of(Dense.relu(33), Dropout.of(0.2), Dense.linear(3));
                    Regularizers installed = Regularizers.installed();
                    var history = Trainer.adam(0.01f).epochs(20).batchSize(30).seed(3)
                            .regularizers(installed.create(RegularizerSpecs.parse("halve"), 1))
                            .fit(net, images, images);
                    System.out.println(history.last().testAccuracy() + " " + ModelFile.weightsSha256(net)
                            + " " + installed.list().getFirst().version());
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static String modulePath;
    private static String expected;

    private static void tool(String name, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
        assertThat(tool.run(writer, writer, arguments)).as(said.toString()).isZero();
    }

    private static String core() throws Exception {
        return Path.of(Sequential.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    @BeforeAll
    static void compile() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("stranger"));
        Files.writeString(folder.resolve("module-info.java"), MODULE);
        Files.writeString(sources.resolve("Halve.java"), PROVIDER);
        Files.writeString(sources.resolve("Program.java"), PROGRAM);
        Path classes = folder.resolve("classes");
        String[] options = {"-d", classes.toString(), "--module-path", core(), "--module-version", "7"};
        Stream<String> files = Stream.of("module-info.java", "stranger/Halve.java", "stranger/Program.java")
                .map(each -> folder.resolve(each).toString());
        tool("javac", Stream.concat(Stream.of(options), files).toArray(String[]::new));
        modulePath = core() + File.pathSeparator + classes;
        expected = run(java(), "--module-path", modulePath, "--module", "stranger/stranger.Program");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String run(String... command) throws Exception {
        JavaProcess ended = JavaProcess.run(List.of(command));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).doesNotContain("reference kernels");
        return ended.out();
    }

    @Test
    void aModularProgramTrainsOnVectorsWithoutAnOptionOfTheJvm() {
        assertThat(expected).startsWith("1.0 ").endsWith(" 7\n");
    }

    @Test
    void anImageOfJlinkTrainsToTheSameBits() throws Exception {
        Path image = folder.resolve("image");
        tool("jlink", "--module-path", modulePath, "--add-modules", "stranger", "--output", image.toString());
        String java = image.resolve("bin").resolve("java").toString();
        assertThat(run(java, "--module", "stranger/stranger.Program")).isEqualTo(expected);
    }
}
