package dev.lanewise.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.TinyImages;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnnxExportTest {
    private static final Sequential NET = TinyImages.initialised(
            Sequential.of(Dense.relu(33), Dense.linear(7), Dense.relu(5), Dense.linear(3)), 12, 1);
    private static final float[] ZERO = {0};
    private static final float[] ONE = {1};

    private static byte[] bytes(float[] mean, float[] deviation) {
        return OnnxExport.toBytes(new OnnxNetwork(NET, mean, deviation, Map.of("key", "value\n\u00e9")), "features");
    }

    @Test
    void whatIsWrittenIsRead() {
        OnnxNetwork read = OnnxImport.read(ByteBuffer.wrap(bytes(ZERO, ONE)));
        assertThat(read.net().dense()).isEqualTo(NET.dense());
        assertThat(ModelFile.weightsSha256(read.net())).isEqualTo(ModelFile.weightsSha256(NET));
        assertThat(read.metadata()).isEqualTo(Map.of("key", "value\n\u00e9"));
        assertThat(read.isUnscaled()).isTrue();
    }

    @Test
    void everyActivationFunctionIsReadAsItWasWritten() {
        for (Activation each : Activation.ALL) {
            Sequential net = TinyImages.initialised(Sequential.of(new Dense(5, each), Dense.linear(3)), 12, 1);
            byte[] written = OnnxExport.toBytes(new OnnxNetwork(net, ZERO, ONE, Map.of()), "features");
            assertThat(OnnxImport.read(ByteBuffer.wrap(written)).net().dense()).isEqualTo(net.dense());
        }
    }

    @Test
    void layerNormalizationIsReadAsItWasWritten() {
        Sequential net = TinyImages.initialised(
                Sequential.of(Dense.relu(5).normalized(), Dense.linear(7).normalized(), Dense.linear(3)), 12, 1);
        byte[] written = OnnxExport.toBytes(new OnnxNetwork(net, ZERO, ONE, Map.of()), "features");
        Sequential read = OnnxImport.read(ByteBuffer.wrap(written)).net();
        assertThat(read.dense()).isEqualTo(net.dense());
        assertThat(ModelFile.weightsSha256(read)).isEqualTo(ModelFile.weightsSha256(net));
    }

    @Test
    void scalingIsReadAsItWasWritten() {
        OnnxNetwork pixels = OnnxImport.read(ByteBuffer.wrap(bytes(ZERO, new float[] {255})));
        assertThat(pixels.mean()).containsExactly(0);
        assertThat(pixels.deviation()).containsExactly(1 / (1 / 255f));
        float[] mean = new float[12];
        float[] deviation = new float[12];
        for (int i = 0; i < 12; i++) {
            mean[i] = 100 * i;
            deviation[i] = 0.1f + i;
        }
        OnnxNetwork table = OnnxImport.read(ByteBuffer.wrap(bytes(mean, deviation)));
        assertThat(table.mean()).containsExactly(mean);
        assertThat(table.deviation()).containsExactly(deviation);
    }

    @Test
    void theSameNetworkGivesTheSameBytes() {
        assertThat(bytes(ZERO, ONE)).isEqualTo(bytes(ZERO, ONE));
    }

    @Test
    void aNetworkWithoutParametersCannotBeExported() {
        OnnxNetwork network = new OnnxNetwork(Sequential.mlp(new int[] {5}, 3), ZERO, ONE, Map.of());
        assertThatThrownBy(() -> OnnxExport.toBytes(network, "features")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFileCutShortAnywhereIsRefused() {
        byte[] whole = bytes(ZERO, new float[] {255});
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> OnnxImport.read(cut))
                    .isInstanceOf(OnnxException.class)
                    .hasMessageMatching("is (cut short|damaged).*; write or copy it again");
        }
    }

    /** Whatever a damaged file is taken for, it ends in a network or in words. The seeds are 0, 1, …, so failures repeat. */
    @Test
    void aFileDamagedAnywhereIsReadOrRefused() {
        byte[] whole = bytes(ZERO, new float[] {255});
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
            }
            try {
                OnnxImport.read(ByteBuffer.wrap(damaged));
            } catch (OnnxException e) {
                assertThat(e.getMessage()).as("seed %d", seed).contains("; ");
            }
        }
    }
}
