package dev.lanewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.Samples;
import dev.lanewise.data.Standardization;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.TinyImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("model.safetensors");
    }

    @Test
    void aNetworkIsReadAsItWasWritten() throws IOException {
        Sequential net = TinyImages.initialised(
                Sequential.of(Dense.relu(33), Dropout.of(0.5), Dense.linear(7), Dense.relu(5), Dense.linear(3)), 12, 1);
        ModelFile.save(file(), net, Map.of("seed", "42"));
        ModelFile.Model model = ModelFile.load(file());
        assertThat(model.metadata()).isEqualTo(Map.of("seed", "42"));
        assertThat(model.net().dense()).isEqualTo(net.dense());
        assertThat(ModelFile.weightsSha256(model.net())).isEqualTo(ModelFile.weightsSha256(net));
        assertThat(model.net().logits(TinyImages.images(20, 12, 3, 1)))
                .isEqualTo(net.logits(TinyImages.images(20, 12, 3, 1)));
    }

    @Test
    void aNetworkWithoutHiddenLayersIsReadAsItWasWritten() throws IOException {
        Sequential net = TinyImages.initialised(Sequential.of(Dense.linear(3)), 12, 1);
        ModelFile.save(file(), net, Map.of());
        assertThat(ModelFile.weightsSha256(ModelFile.load(file()).net())).isEqualTo(ModelFile.weightsSha256(net));
    }

    @Test
    void tensorsHaveTheNamesAndShapesOfOtherSystems() throws IOException {
        ModelFile.save(file(), TinyImages.initialised(Sequential.mlp(new int[] {5}, 3), 12, 1), Map.of());
        Map<String, Tensor> tensors = Safetensors.read(file()).tensors();
        assertThat(tensors.keySet())
                .containsExactly("layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias");
        assertThat(tensors.get("layers.0.weight").shape()).containsExactly(12, 5);
        assertThat(tensors.get("layers.1.bias").shape()).containsExactly(3);
    }

    @Test
    void withoutActivationFunctionsHiddenLayersAreRelu() throws IOException {
        Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {5}, 3), 12, 1);
        Safetensors.write(file(), new Contents(ModelFile.tensors(net), Map.of()));
        assertThat(ModelFile.load(file()).net().dense()).containsExactly(Dense.relu(5), Dense.linear(3));
    }

    @Test
    void theHashIsOfAllParametersInLayerOrderAsLittleEndianFloats() throws Exception {
        Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {40}, 3), 37, 1);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (DenseParameters each : net.parameters()) {
            for (float[] values : new float[][] {each.weights(), each.bias()}) {
                for (float value : values) {
                    digest.update(ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putFloat(value)
                            .array());
                }
            }
        }
        assertThat(ModelFile.weightsSha256(net)).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void aNetworkWithoutParametersCannotBeSaved() {
        assertThatThrownBy(() -> ModelFile.save(file(), Sequential.mlp(new int[] {5}, 3), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no parameters yet");
        assertThat(file()).doesNotExist();
    }

    @Test
    void layersThatDoNotFitTogetherAreRefused() throws IOException {
        Map<String, Tensor> good =
                ModelFile.tensors(TinyImages.initialised(Sequential.mlp(new int[] {5, 4}, 3), 12, 1));
        refused(good, "layers.0.weight", null, "has the tensor 'layers.0.bias', but no 'layers.0.weight'");
        refused(
                good,
                "layers.1.bias",
                null,
                "has the tensor 'layers.1.weight', but no 'layers.1.bias'; give a network whose layers have biases");
        refused(
                good,
                "layers.1.bias",
                tensor(6),
                "'layers.1.weight' of shape [5, 4], which does not go with its 6 biases");
        refused(good, "layers.1.weight", tensor(6, 4), "do not fit together at layer 1");
        refused(
                good,
                "layers.1.weight",
                tensor(20),
                "the layer normalisation 'layers.1.weight' of shape [20], which does not go with the 5 units of"
                        + " 'layers.0.weight'");
        refused(good, "layers.2.weight", tensor(3, 0), "'layers.2.weight' of shape [3, 0], which is part of no dense");
        refused(Map.of(), "layers.0.weight", null, "has no tensors");
    }

    private static Tensor tensor(long... shape) {
        int size = 1;
        for (long each : shape) {
            size *= (int) each;
        }
        return new Tensor(shape, new float[size]);
    }

    private void refused(Map<String, Tensor> good, String name, Tensor instead, String reason) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>(good);
        tensors.remove(name);
        if (instead != null) {
            tensors.put(name, instead);
        }
        Safetensors.write(file(), new Contents(tensors, Map.of()));
        assertThatThrownBy(() -> ModelFile.load(file()))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining(reason);
    }

    @Test
    void activationFunctionsThatDoNotFitAreRefused() throws IOException {
        Map<String, Tensor> good = ModelFile.tensors(TinyImages.initialised(Sequential.mlp(new int[] {5}, 3), 12, 1));
        for (String activations : new String[] {"RELU", "RELU,RELU", "RELU,RELU,IDENTITY"}) {
            refusedActivations(good, activations, "names the activation functions " + activations + " for 2 layers");
        }
        for (String activations : new String[] {"", "SWISH,IDENTITY", "SWISH"}) {
            refusedActivations(
                    good, activations, "which is none of [RELU, IDENTITY, LEAKY_RELU, TANH, SIGMOID, GELU, SILU]");
        }
    }

    private void refusedActivations(Map<String, Tensor> tensors, String activations, String reason) throws IOException {
        Safetensors.write(file(), new Contents(tensors, Map.of("lanewise.activations", activations)));
        assertThatThrownBy(() -> ModelFile.load(file()))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("enum");
    }

    @Test
    void aFileWithNumbersThatAreNotFiniteIsRefused() throws IOException {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {5}, 3), 12, 1);
            float[] weights = net.parameters().get(1).weights();
            weights[7] = bad;
            net.parameters().get(1).set(weights, new float[3]);
            Safetensors.write(file(), new Contents(ModelFile.tensors(net), Map.of()));
            assertThatThrownBy(() -> ModelFile.load(file()))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageContaining("has " + bad + " in the tensor 'layers.1.weight'");
        }
    }

    @Test
    void whatCouldNotBeReadIsNotWritten() {
        Sequential diverged = TinyImages.initialised(Sequential.mlp(new int[] {5}, 3), 12, 1);
        diverged.parameters().getFirst().set(new float[12 * 5], new float[] {0, 0, Float.NaN, 0, 0});
        notWritten(diverged, "has weights that are not finite");
        Sequential ours = Sequential.of(new Dense(5, new OwnActivation()), Dense.linear(3));
        notWritten(
                TinyImages.initialised(ours, 12, 1),
                "cannot name the activation function OWN, only [RELU, IDENTITY, LEAKY_RELU,");
        Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {5}, 3), 12, 1);
        notWritten(net.loss(new OwnLoss()), "cannot name the loss own; save the network with one that they can");
    }

    private void notWritten(Sequential net, String reason) {
        assertThatThrownBy(() -> ModelFile.save(file(), net, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> ModelFile.exportOnnx(file(), net, OnnxInput.FEATURES, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        assertThat(file()).doesNotExist();
    }

    private static final class OwnActivation implements Activation {
        @Override
        public String name() {
            return "OWN";
        }

        @Override
        public Needs needs() {
            return Needs.NOTHING;
        }

        @Override
        public void forward(Kernels kernels, float[] x, int offset, int length) {}

        @Override
        public void backward(Kernels kernels, float[] kept, float[] gradient, int offset, int length) {}
    }

    private static final class OwnLoss implements Loss {
        private final Loss other = Loss.softmaxCrossEntropy();

        @Override
        public String name() {
            return "own";
        }

        @Override
        public Predicts predicts() {
            return other.predicts();
        }

        @Override
        public void check(int outputs) {}

        @Override
        public void check(Samples data, int outputs) {}

        @Override
        public String fault(float[] targets, int rows, int outputs) {
            return null;
        }

        @Override
        public Rows rows(Kernels kernels, int outputs) {
            return other.rows(kernels, outputs);
        }
    }

    @Test
    void anOnnxFileWhoseDeviationsAreDamagedIsRefused() throws IOException {
        Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {5}, 3), 2, 1)
                .standardized(new Standardization(new float[] {1, 2}, new float[] {0.75f, 3}), null);
        ModelFile.exportOnnx(file(), net, OnnxInput.FEATURES, Map.of());
        byte[] bytes = Files.readAllBytes(file());
        byte[] deviation = {0, 0, 0x40, 0x3F, 0, 0, 0x40, 0x40}; // 0.75 and 3, little-endian
        int at = IntStream.range(0, bytes.length - deviation.length)
                .filter(i -> Arrays.equals(bytes, i, i + deviation.length, deviation, 0, deviation.length))
                .findFirst()
                .orElseThrow();
        bytes[at + 3] |= (byte) 0x80;
        Files.write(file(), bytes);
        assertThatThrownBy(() -> ModelFile.load(file()))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(
                        "model file " + file() + " has a standardization that does not fit: column 0 has")
                .hasMessageContaining("the deviation -0.75");
    }
}
