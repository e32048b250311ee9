package dev.lanewise.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.OnnxInput;
import dev.lanewise.model.onnx.OnnxExport;
import dev.lanewise.model.onnx.OnnxNetwork;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Classes;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported, ONNX Runtime computes alike. */
class OnnxRuntimeTest {
    /** Of the greatest logit: sums of 784 terms in another order differ by so much. */
    private static final float TOLERANCE = 1e-5f;

    private static TrainTest<LabelledImages> data;
    private static Sequential net;

    @TempDir
    private Path directory;

    @BeforeAll
    static void train() {
        data = FashionMnist.load();
        net = Sequential.of(Dense.relu(256), Dense.relu(256), Dense.linear(10));
        Trainer.sgd(0.2f).batchSize(256).epochs(1).seed(42).fit(net, data);
    }

    private Path file() {
        return directory.resolve("model.onnx");
    }

    @Test
    void allTestImagesGetTheSameClassesLogitsAndProbabilities() throws OrtException, IOException {
        LabelledImages images = data.test();
        float[] logits = net.logits(images);
        float[] probabilities = new Evaluator(KernelChoice.choose("auto"), 1).probabilities(net, images);
        ModelFile.exportOnnx(file(), net, OnnxInput.PIXELS, Map.of("note", "kept"));
        float[] pixels = new float[images.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = images.pixels()[i] & 0xFF;
        }
        try (OnnxRuntime runtime = new OnnxRuntime(file())) {
            float[] others = runtime.run("logits", pixels, images.features());
            assertClose(others, logits);
            for (int i = 0; i < images.size(); i++) {
                assertThat(Classes.greatest(others, 10 * i, 10)).isEqualTo(Classes.greatest(logits, 10 * i, 10));
            }
            assertClose(runtime.run("probabilities", pixels, images.features()), probabilities);
        }
    }

    @Test
    void featuresAreStandardisedInsideTheGraph() throws OrtException, IOException {
        Sequential table = Sequential.of(Dense.relu(9), Dense.linear(4), Dense.linear(3));
        table.initialise(5, 1);
        float[] mean = {-3, 0, 10, 200, 0.5f};
        float[] deviation = {1, 0.1f, 5, 100, 2};
        Files.write(file(), OnnxExport.toBytes(new OnnxNetwork(table, mean, deviation, Map.of()), "a table"));
        int rows = 40;
        SplittableRandom random = new SplittableRandom(1);
        float[] raw = new float[rows * 5];
        float[] standard = new float[rows * 5];
        for (int i = 0; i < raw.length; i++) {
            standard[i] = (float) random.nextDouble(-1, 1);
            raw[i] = Math.fma(standard[i], deviation[i % 5], mean[i % 5]);
            standard[i] = (raw[i] - mean[i % 5]) / deviation[i % 5];
        }
        float[] expected = new float[rows * 3];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(NaiveNetwork.logits(table, standard, 5 * r), 0, expected, 3 * r, 3);
        }
        try (OnnxRuntime runtime = new OnnxRuntime(file())) {
            assertClose(runtime.run("logits", raw, 5), expected);
        }
    }

    @Test
    void everyActivationFunctionIsComputedAlikeNormalizedOrNot() throws OrtException, IOException {
        SplittableRandom random = new SplittableRandom(2);
        float[] rows = new float[40 * 5];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextDouble(-3, 3);
        }
        for (Dense each : layers()) {
            Sequential table = Sequential.of(each, new Dense(9, each.activation(), each.layerNorm()), Dense.linear(3));
            table.initialise(5, 1);
            Files.write(
                    file(),
                    OnnxExport.toBytes(new OnnxNetwork(table, new float[] {0}, new float[] {1}, Map.of()), "a table"));
            float[] expected = new float[40 * 3];
            Predictor.of(table).outputs(rows, expected);
            try (OnnxRuntime runtime = new OnnxRuntime(file())) {
                assertClose(runtime.run("logits", rows, 5), expected);
            }
        }
    }

    private static List<Dense> layers() {
        return Activation.ALL.stream()
                .flatMap(each -> Stream.of(new Dense(33, each), new Dense(33, each).normalized()))
                .toList();
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float greatest = 0;
        for (float each : expected) {
            greatest = Math.max(greatest, Math.abs(each));
        }
        float worst = 0;
        for (int i = 0; i < actual.length; i++) {
            float difference = Math.abs(actual[i] - expected[i]);
            worst = difference <= worst ? worst : difference; // NaN stays
        }
        assertThat(worst).isLessThanOrEqualTo(TOLERANCE * greatest);
    }
}
