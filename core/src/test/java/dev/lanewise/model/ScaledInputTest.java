package dev.lanewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.onnx.OnnxExport;
import dev.lanewise.model.onnx.OnnxNetwork;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.TinyImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaledInputTest {
    private static final int FEATURES = 12;
    private static final LabelledImages IMAGES = TinyImages.images(1, FEATURES, 3, 1);

    private static Sequential net() {
        return TinyImages.initialised(Sequential.of(Dense.linear(3)), FEATURES, 1);
    }

    @Test
    void anExportedNetworkIsReadToTheSameBits(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("model.onnx");
        ModelFile.exportOnnx(file, net(), OnnxInput.PIXELS, Map.of("note", "kept"));
        ModelFile.Model read = ModelFile.load(file);
        assertThat(ModelFile.weightsSha256(read.net())).isEqualTo(ModelFile.weightsSha256(net()));
        assertThat(read.metadata()).isEqualTo(Map.of("note", "kept"));
    }

    @Test
    void pixelsUpTo255MayBeStandardised() {
        assertScaled(new float[] {72.9f}, new float[] {90f}, 255);
        assertScaled(new float[] {0}, new float[] {128}, 255);
        assertScaled(new float[] {0, 33, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, new float[] {1}, 255);
    }

    @Test
    void pixelsUpTo1MayBeStandardised() {
        assertScaled(new float[] {0.286f}, new float[] {0.353f}, 1);
        assertScaled(new float[] {0.5f}, new float[] {-0.5f}, 1);
        assertScaled(new float[] {0}, new float[] {0.3f}, 1);
    }

    @Test
    void columnsThatAreStandardisedOneByOneAreTakenAsTheyAreAndNotForPixels(@TempDir Path directory)
            throws IOException {
        float[] mean = {1900, 0.5f, 20, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        float[] deviation = {30, 0.1f, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        Path file = directory.resolve("sklearn.onnx");
        Files.write(file, OnnxExport.toBytes(new OnnxNetwork(net(), mean, deviation, Map.of()), "elsewhere"));
        float[] row = {1930, 0.4f, 20, 3, 4, 5, 6, 7, 8, 9, 10, 22};
        float[] scaled = {1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        float[] actual = new float[3];
        float[] expected = new float[3];
        Predictor.load(file).outputs(row, actual);
        Predictor.of(net()).outputs(scaled, expected);
        assertThat(actual).containsExactly(expected, Offset.offset(1e-5f));
    }

    /** Compares the network that took the scaling in with the sum, in double, over inputs scaled one by one. */
    private static void assertScaled(float[] mean, float[] deviation, double white) {
        DenseParameters layer = net().parameters().getFirst();
        float[] logits = ScaledInput.takenIn(new OnnxNetwork(net(), mean, deviation, Map.of()))
                .logits(IMAGES);
        for (int j = 0; j < 3; j++) {
            double sum = layer.bias()[j];
            for (int i = 0; i < FEATURES; i++) {
                double x = (IMAGES.pixels()[i] & 0xFF) / 255.0 * white;
                double scaled = (x - mean[mean.length == 1 ? 0 : i]) / deviation[0];
                sum += scaled * layer.weights()[i * 3 + j];
            }
            assertThat((double) logits[j]).isEqualTo(sum, within(1e-4 * Math.max(1, Math.abs(sum))));
        }
    }
}
