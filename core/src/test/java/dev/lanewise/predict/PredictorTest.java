package dev.lanewise.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.OnnxInput;
import dev.lanewise.nn.Classes;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.TinyImages;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("width")
class PredictorTest {
    private static final int FEATURES = 77;
    private static final int CLASSES = 5;
    private static final int IMAGES = 301;
    private static final LabelledImages DATA = TinyImages.images(IMAGES, FEATURES, CLASSES, 1);
    private static final Sequential NET = TinyImages.initialised(
            Sequential.of(Dense.relu(160), Dense.linear(40), Dense.relu(33), Dense.linear(CLASSES)), FEATURES, 1);
    private static final float[] FLOATS = floats();

    private static float[] floats() {
        float[] out = new float[DATA.pixels().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (DATA.pixels()[i] & 0xFF) * (1 / 255f);
        }
        return out;
    }

    static Stream<Kernels> kernels() {
        return Stream.of(new ReferenceKernels(), KernelChoice.choose("simd"));
    }

    private static float[] row(int index) {
        return Arrays.copyOfRange(FLOATS, index * FEATURES, (index + 1) * FEATURES);
    }

    private static byte[] image(int index) {
        return Arrays.copyOfRange(DATA.pixels(), index * FEATURES, (index + 1) * FEATURES);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsAndPixelsAloneAndInBatchesHaveTheBitsOfTheEvaluator(Kernels kernels) {
        Predictor predictor = new Predictor(NET, kernels);
        float[] expected = new Evaluator(kernels, 1).probabilities(NET, DATA);
        float[] out = new float[IMAGES * CLASSES];
        predictor.predict(FLOATS, out);
        assertThat(out).isEqualTo(expected);
        Arrays.fill(out, Float.NaN);
        predictor.predict(DATA.pixels(), out);
        assertThat(out).isEqualTo(expected);
        float[] one = new float[CLASSES];
        for (int i = 0; i < IMAGES; i += 7) {
            float[] alone = Arrays.copyOfRange(expected, i * CLASSES, (i + 1) * CLASSES);
            predictor.predict(row(i), one);
            assertThat(one).isEqualTo(alone);
            predictor.predict(image(i), one);
            assertThat(one).isEqualTo(alone);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void outputsAreTheLogits(Kernels kernels) {
        Predictor predictor = new Predictor(NET, kernels);
        float[] expected = NET.logits(DATA);
        float[] out = new float[IMAGES * CLASSES];
        predictor.outputs(FLOATS, out);
        assertThat(out).isEqualTo(expected);
        predictor.outputs(DATA.pixels(), out);
        assertThat(out).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void classesAreThoseWithTheGreatestOutput(Kernels kernels) {
        Predictor predictor = new Predictor(NET, kernels);
        float[] logits = NET.logits(DATA);
        int[] expected = IntStream.range(0, IMAGES)
                .map(i -> Classes.greatest(logits, i * CLASSES, CLASSES))
                .toArray();
        int[] out = new int[IMAGES];
        predictor.classes(FLOATS, out);
        assertThat(out).isEqualTo(expected);
        Arrays.fill(out, -1);
        predictor.classes(DATA.pixels(), out);
        assertThat(out).isEqualTo(expected);
        for (int i = 0; i < IMAGES; i += 7) {
            assertThat(predictor.classOf(row(i))).isEqualTo(expected[i]);
            assertThat(predictor.classOf(image(i))).isEqualTo(expected[i]);
        }
    }

    @Test
    void manyThreadsGetTheAnswersOfOne() throws InterruptedException, ExecutionException {
        Predictor predictor = Predictor.of(NET);
        float[] expected = new float[IMAGES * CLASSES];
        predictor.predict(FLOATS, expected);
        List<Callable<Boolean>> calls = IntStream.range(0, 24)
                .<Callable<Boolean>>mapToObj(i -> () -> answersMatch(predictor, expected, i))
                .toList();
        for (ExecutorService threads :
                List.of(Executors.newFixedThreadPool(8), Executors.newVirtualThreadPerTaskExecutor())) {
            try (threads) {
                for (Future<Boolean> each : threads.invokeAll(calls, 1, TimeUnit.MINUTES)) {
                    assertThat(each.resultNow()).isTrue();
                }
            }
        }
    }

    private static boolean answersMatch(Predictor predictor, float[] expected, int first) {
        float[] one = new float[CLASSES];
        float[] all = new float[IMAGES * CLASSES];
        boolean match = true;
        for (int i = first; i < IMAGES; i += 29) {
            predictor.predict(row(i), one);
            match &= Arrays.equals(one, Arrays.copyOfRange(expected, i * CLASSES, (i + 1) * CLASSES));
        }
        predictor.predict(DATA.pixels(), all);
        return match && Arrays.equals(all, expected);
    }

    @Test
    void trainingOnChangesNothing() {
        Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {9}, CLASSES), FEATURES, 1);
        Predictor predictor = Predictor.of(net);
        float[] before = new float[CLASSES];
        predictor.outputs(row(0), before);
        net.parameters().getFirst().set(new float[FEATURES * 9], new float[9]);
        float[] after = new float[CLASSES];
        predictor.outputs(row(0), after);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aModelFileIsLoaded(@TempDir Path directory) throws IOException {
        float[] expected = new float[CLASSES];
        Predictor.of(NET).predict(row(3), expected);
        for (String name : List.of("model.safetensors", "model.onnx")) {
            Path file = directory.resolve(name);
            if (name.endsWith("onnx")) {
                ModelFile.exportOnnx(file, NET, OnnxInput.PIXELS, Map.of());
            } else {
                ModelFile.save(file, NET, Map.of());
            }
            Predictor predictor = Predictor.load(file);
            assertThat(predictor.features()).isEqualTo(FEATURES);
            assertThat(predictor.outputs()).isEqualTo(CLASSES);
            float[] actual = new float[CLASSES];
            predictor.predict(row(3), actual);
            assertThat(actual).isEqualTo(expected);
        }
    }

    /** With kernels that make no vectors, which would be objects until they are compiled. */
    @Test
    void nothingIsAllocatedByACall() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Predictor predictor = new Predictor(NET, new ReferenceKernels());
        float[] row = row(0);
        byte[] image = image(0);
        float[] one = new float[CLASSES];
        float[] out = new float[IMAGES * CLASSES];
        int[] classes = new int[IMAGES];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) { // the first makes the buffers, and the JVM allocates now and then
            long before = threads.getCurrentThreadAllocatedBytes();
            predictor.predict(row, one);
            predictor.outputs(image, one);
            predictor.classOf(row);
            predictor.classOf(image);
            predictor.predict(FLOATS, out);
            predictor.predict(DATA.pixels(), out);
            predictor.classes(FLOATS, classes);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void warmingUpChangesNoAnswer() {
        float[] expected = new float[CLASSES];
        Predictor cold = Predictor.of(NET);
        cold.predict(row(1), expected);
        float[] actual = new float[CLASSES];
        Predictor warm = Predictor.of(NET).warmUp();
        warm.predict(row(1), actual);
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void noRowsAreNoWork() {
        Predictor.of(NET).predict(new float[0], new float[0]);
        Predictor.of(NET).classes(new byte[0], new int[0]);
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        Predictor predictor = Predictor.of(NET);
        refused(
                () -> predictor.predict(new float[FEATURES + 1], new float[CLASSES]),
                "rows of 77 features, but got 78");
        refused(() -> predictor.outputs(new byte[FEATURES], new float[4]), "room for 1 x 5 results, but got 4");
        refused(() -> predictor.classes(new float[2 * FEATURES], new int[1]), "room for 2 classes, but got 1");
        refused(() -> predictor.classOf(new float[2 * FEATURES]), "takes 77 features, but got 154");
    }

    @Test
    void networksThatCannotAnswerAreRefused() {
        Sequential net = Sequential.mlp(new int[] {9}, CLASSES);
        assertThatThrownBy(() -> Predictor.of(net))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no parameters yet");
        net.initialise(FEATURES, 1);
        float[] bias = new float[9];
        bias[3] = Float.NaN;
        net.parameters().getFirst().set(net.parameters().getFirst().weights(), bias);
        refused(() -> Predictor.of(net), "weights that are not finite");
    }

    private static void refused(Runnable call, String reason) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aRowWhoseOutputsAreNotFiniteIsOfNoClass(Kernels kernels) {
        Predictor predictor = new Predictor(NET, kernels);
        for (float each : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE}) {
            float[] rows = Arrays.copyOf(FLOATS, 3 * FEATURES);
            Arrays.fill(rows, 2 * FEATURES, 2 * FEATURES + 7, each);
            assertThatThrownBy(() -> predictor.classes(rows, new int[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("row 2 has outputs that are not finite and name no class;");
            assertThatThrownBy(() -> predictor.classOf(Arrays.copyOfRange(rows, 2 * FEATURES, 3 * FEATURES)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("row 0 has outputs that are not finite");
        }
    }
}
