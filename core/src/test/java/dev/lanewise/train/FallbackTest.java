package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.JavaProcess;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JVM started without the vector module does, in a process of its own. */
class FallbackTest {
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

    private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    private static JavaProcess run(List<String> options, String... arguments) throws IOException, InterruptedException {
        return JavaProcess.run(options, Program.class, arguments);
    }

    @Test
    void withoutTheVectorModuleTheReferenceKernelsTrainToTheSameBitsAndWarnOnce() throws Exception {
        JavaProcess without = run(List.of());
        JavaProcess with = run(VECTORS);
        assertThat(with.out()).startsWith("simd ");
        assertThat(without.out()).isEqualTo(with.out().replace("simd ", "reference "));
        assertThat(with.err()).doesNotContain("slow reference kernels");
        assertThat(without.err())
                .containsOnlyOnce(
                        "using the slow reference kernels: start the JVM with --add-modules jdk.incubator.vector");
    }

    @ParameterizedTest
    @CsvSource({
        "-Xint,                    this JVM interprets all code",
        "-XX:TieredStopAtLevel=1,  only C1 compiles here",
        "-XX:MaxVectorSize=8,      vectors have 64 bits here"
    })
    void whereVectorsAreSlowerTheReferenceKernelsTrainToTheSameBitsAndWarnOnce(String option, String reason)
            throws Exception {
        JavaProcess slow = run(List.of(option, VECTORS.getFirst(), VECTORS.getLast()));
        assertThat(slow.out()).isEqualTo(run(VECTORS).out().replace("simd ", "reference "));
        assertThat(slow.err()).containsOnlyOnce("using the slow reference kernels: " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:-UseFMA", "-XX:UseAVX=0"})
    void withoutFusedMultiplyAddTheReferenceKernelsTrainToTheSameBitsAndWarnOnce(String option) throws Exception {
        JavaProcess slow = run(List.of(option, VECTORS.getFirst(), VECTORS.getLast()));
        assertThat(slow.out()).isEqualTo(run(VECTORS).out().replace("simd ", "reference "));
        assertThat(slow.err())
                .containsOnlyOnce("using the slow reference kernels: ")
                .contains("no fused multiply-add");
        assertThat(run(List.of(option, VECTORS.getFirst(), VECTORS.getLast()), "simd")
                        .err())
                .contains("the simd kernels cannot run: ", "no fused multiply-add");
    }

    @Test
    void simdAskedForWhereItIsSlowerIsTaken() throws Exception {
        JavaProcess slow = run(List.of("-XX:TieredStopAtLevel=1", VECTORS.getFirst(), VECTORS.getLast()), "simd");
        assertThat(slow.code()).as(slow.err()).isZero();
    }

    @Test
    void simdAskedForWithoutTheVectorModuleIsAnErrorThatSaysWhatToDo() throws Exception {
        assertThat(run(List.of(), "simd").err())
                .contains("the simd kernels cannot run: start the JVM with --add-modules jdk.incubator.vector");
    }
}
