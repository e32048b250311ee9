package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a JVM started without the vector module does, in a process of its own. */
class FallbackTest {
    private record Output(String out, String err) {}

    /** Trains a small network and prints the kernels used and the hash of the weights. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            LabelledImages images = TinyImages.images(300, 50, 10, 1);
            Sequential net = Sequential.of(Dense.relu(37), Dropout.of(0.3), Dense.linear(10));
            Trainer.adam(0.01f).epochs(2).batchSize(64).seed(5).fit(net, images, images);
            net.logits(images);
            System.out.println(KernelChoice.choose("auto").name() + " " + ModelFile.weightsSha256(net));
            if (arguments.length > 0) {
                KernelChoice.choose(arguments[0]);
            }
        }
    }

    private static Output run(List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        Collections.addAll(command, "-cp", System.getProperty("java.class.path"), Program.class.getName());
        Collections.addAll(command, arguments);
        Path err = Files.createTempFile("fallback", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String errors = Files.readString(err);
        Files.delete(err);
        return new Output(out, errors);
    }

    @Test
    void withoutTheVectorModuleTheReferenceKernelsTrainToTheSameBitsAndWarnOnce() throws Exception {
        Output without = run(List.of());
        Output with = run(List.of("--add-modules", "jdk.incubator.vector"));
        assertThat(with.out).startsWith("simd ");
        assertThat(without.out).isEqualTo(with.out.replace("simd ", "reference "));
        assertThat(with.err).doesNotContain("slow reference kernels");
        assertThat(without.err)
                .containsOnlyOnce(
                        "using the slow reference kernels: start the JVM with --add-modules jdk.incubator.vector");
    }

    @Test
    void simdAskedForWithoutTheVectorModuleIsAnErrorThatSaysWhatToDo() throws Exception {
        assertThat(run(List.of(), "simd").err)
                .contains("the simd kernels cannot run: start the JVM with --add-modules jdk.incubator.vector");
    }
}
