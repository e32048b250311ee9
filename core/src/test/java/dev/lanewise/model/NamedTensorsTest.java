package dev.lanewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.LayerNorm;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.TinyImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of other programs, PyTorch's above all, whose tensors have other names and are the other way round. */
class NamedTensorsTest {
    private static final Sequential NET = TinyImages.initialised(Sequential.mlp(new int[] {7, 5}, 3), 12, 1);
    private static final Sequential SQUARE = TinyImages.initialised(Sequential.mlp(new int[] {4, 4}, 4), 4, 1);

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("model.safetensors");
    }

    /** Writes the network's layers under these names. */
    private void write(Sequential net, Layout layout, String... names) throws IOException {
        write(tensors(net, layout, names));
    }

    private void write(Map<String, Tensor> tensors) throws IOException {
        Safetensors.write(file(), new Contents(tensors, Map.of("format", "pt")));
    }

    private static Map<String, Tensor> tensors(Sequential net, Layout layout, String... names) {
        Map<String, Tensor> out = new LinkedHashMap<>();
        for (int l = 0; l < names.length; l++) {
            String start = names[l].isEmpty() ? "" : names[l] + ".";
            DenseParameters each = net.parameters().get(l);
            out.put(start + "weight", layout == Layout.LANEWISE ? straight(each) : transposed(each));
            out.put(start + "bias", new Tensor(new long[] {each.units()}, each.bias()));
        }
        return out;
    }

    private static Tensor straight(DenseParameters layer) {
        return new Tensor(new long[] {layer.inputs(), layer.units()}, layer.weights());
    }

    private static Tensor transposed(DenseParameters layer) {
        float[] weights = layer.weights();
        float[] out = new float[weights.length];
        for (int j = 0, at = 0; j < layer.units(); j++) {
            for (int i = 0; i < layer.inputs(); i++, at++) {
                out[at] = weights[i * layer.units() + j];
            }
        }
        return new Tensor(new long[] {layer.units(), layer.inputs()}, out);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 4",
        "0, 3, 6",
        "0, 2, 5",
        "1, 3, 5",
        "1, 4, 7",
        "net.0, net.2, net.4",
        "layers.0, layers.1, layers.2",
        "layers.0, layers.2, layers.4",
        "fc1, fc2, fc3",
        "fc0, fc1, fc2",
        "module.fc1, module.fc2, module.fc3",
        "input, hidden, output",
        "hidden1, hidden2, out"
    })
    void weightsOfPyTorchAreReadWhateverTheirNames(String first, String second, String third) throws IOException {
        write(NET, Layout.PYTORCH, first, second, third);
        Sequential read = ModelFile.load(file()).net();
        assertThat(ModelFile.weightsSha256(read)).isEqualTo(ModelFile.weightsSha256(NET));
        assertThat(read.dense()).containsExactly(Dense.relu(7), Dense.relu(5), Dense.linear(3));
    }

    private static Sequential normalized() {
        return TinyImages.initialised(
                Sequential.of(Dense.relu(7).normalized(), Dense.relu(5).normalized(), Dense.linear(3)), 12, 1);
    }

    /** The tensors of {@link #normalized} with normalisations under these names. */
    private static Map<String, Tensor> normalized(Map<String, Tensor> dense, String... norms) {
        Map<String, Tensor> out = new LinkedHashMap<>(dense);
        for (int l = 0; l < norms.length; l++) {
            LayerNorm norm = normalized().parameters().get(l).layerNorm().orElseThrow();
            out.put(norms[l] + ".weight", new Tensor(new long[] {norm.gamma().length}, norm.gamma()));
            out.put(norms[l] + ".bias", new Tensor(new long[] {norm.beta().length}, norm.beta()));
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 3, 4, 6",
        "0, 1, 4, 5, 8",
        "1, 2, 4, 5, 7",
        "net.0, net.1, net.3, net.4, net.6",
        "fc1, norm1, fc2, norm2, fc3",
        "layers.0, norms.0, layers.1, norms.1, layers.2"
    })
    void layerNormalizationsOfPyTorchAreRead(String first, String norm, String second, String other, String third)
            throws IOException {
        write(normalized(tensors(normalized(), Layout.PYTORCH, first, second, third), norm, other));
        Sequential read = ModelFile.load(file()).net();
        assertThat(read.dense())
                .containsExactly(Dense.relu(7).normalized(), Dense.relu(5).normalized(), Dense.linear(3));
        assertThat(ModelFile.weightsSha256(read)).isEqualTo(ModelFile.weightsSha256(normalized()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0, 3, 6    | 2, 4  | has the layer normalisation '2.weight' of shape [7], which follows no dense layer
                    fc1,fc2,fc3| ln, x | has the layer normalisation 'ln.weight' of shape [7], which follows no dense layer
                    0, 3, 6    | 1, 7  | has the layer normalisation '7.weight' of shape [5], which does not go with the 3 units
                    0, 3, 6    | 4, 1  | has the layer normalisation '4.weight' of shape [7], which does not go with the 5 units
                    0, 3, 5    | 1, 4  | lacks layers by the numbers in its names: between '3' and '5'
                    """)
    void layerNormalizationsAtOtherPlacesAreRefused(String dense, String norms, String reason) throws IOException {
        write(normalized(
                tensors(normalized(), Layout.PYTORCH, dense.split(", *")),
                norms.strip().split(", *")));
        refused(reason);
    }

    @Test
    void theLastLayerIsNotNormalized() throws IOException {
        Map<String, Tensor> tensors = tensors(NET, Layout.PYTORCH, "fc1", "fc2", "fc3");
        tensors.put("norm3.weight", new Tensor(new long[] {3}, new float[3]));
        tensors.put("norm3.bias", new Tensor(new long[] {3}, new float[3]));
        write(tensors);
        refused("has the layer normalisation 'norm3.weight' of shape [3] after its last layer, where none is read");
    }

    @Test
    void numbersAreOrderedAsNumbers() throws IOException {
        String[] names = new String[12];
        Arrays.setAll(names, l -> "fc" + (l + 1));
        int[] hidden = IntStream.range(3, 14).toArray();
        Sequential deep = TinyImages.initialised(Sequential.mlp(hidden, 3), 12, 1);
        write(deep, Layout.PYTORCH, names);
        assertThat(ModelFile.weightsSha256(ModelFile.load(file()).net())).isEqualTo(ModelFile.weightsSha256(deep));
    }

    @Test
    void weightsOurWayRoundAreReadUnderOtherNames() throws IOException {
        write(NET, Layout.LANEWISE, "fc1", "fc2", "fc3");
        assertThat(ModelFile.weightsSha256(ModelFile.load(file()).net())).isEqualTo(ModelFile.weightsSha256(NET));
    }

    @Test
    void oneLayerNeedsNoName() throws IOException {
        Sequential linear = TinyImages.initialised(Sequential.of(Dense.linear(3)), 12, 1);
        write(linear, Layout.PYTORCH, "");
        assertThat(ModelFile.weightsSha256(ModelFile.load(file()).net())).isEqualTo(ModelFile.weightsSha256(linear));
    }

    @Test
    void aTransposedFileOfOursIsReadByItsShapes() throws IOException {
        Map<String, Tensor> tensors = tensors(NET, Layout.PYTORCH, "layers.0", "layers.1", "layers.2");
        Safetensors.write(file(), new Contents(tensors, Map.of("lanewise.activations", "RELU,RELU,IDENTITY")));
        assertThat(ModelFile.weightsSha256(ModelFile.load(file()).net())).isEqualTo(ModelFile.weightsSha256(NET));
    }

    @Test
    void squareWeightsAreReadAsTold() throws IOException {
        for (Layout layout : Layout.values()) {
            write(SQUARE, layout, "layers.0", "layers.1", "layers.2");
            assertThat(ModelFile.weightsSha256(ModelFile.load(file(), layout).net()))
                    .isEqualTo(ModelFile.weightsSha256(SQUARE));
            refused("has square weights, which may be transposed or not; say which, by the layout");
        }
    }

    @Test
    void squareWeightsOfOursAreOurWayRound() throws IOException {
        ModelFile.save(file(), SQUARE, Map.of());
        assertThat(ModelFile.weightsSha256(ModelFile.load(file()).net())).isEqualTo(ModelFile.weightsSha256(SQUARE));
    }

    @Test
    void theWrongLayoutIsNamed() throws IOException {
        write(NET, Layout.PYTORCH, "fc1", "fc2", "fc3");
        assertThatThrownBy(() -> ModelFile.load(file(), Layout.LANEWISE))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(
                        "'fc1.weight' of shape [7, 12], which is transposed in the layout lanewise; read it"
                                + " with the layout pytorch");
    }

    @Test
    void oneTransposedLayerIsNamed() throws IOException {
        Map<String, Tensor> tensors = tensors(NET, Layout.LANEWISE, "layers.0", "layers.1", "layers.2");
        tensors.put("layers.1.weight", transposed(NET.parameters().get(1)));
        write(tensors);
        refused("some are transposed and some are not: 'layers.0.weight' of shape [12, 7], 'layers.1.weight' of shape"
                + " [5, 7]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    LANEWISE | layers.0, layers.2, layers.4 | 'layers.1', 'layers.3'
                    LANEWISE | layers.0, layers.1, layers.3 | 'layers.2'
                    LANEWISE | layers.1, layers.2, layers.3 | those before 'layers.1'
                    PYTORCH | fc1, fc2, fc4 | 'fc3'
                    PYTORCH | fc2, fc3, fc4 | those before 'fc2'
                    PYTORCH | fc1, fc2, fc9 | between 'fc2' and 'fc9'
                    PYTORCH | 0, 2, 6 | between '2' and '6'
                    PYTORCH | 2, 4, 6 | those before '2'
                    PYTORCH | 0, 1, 3 | '2'
                    """)
    void layersMissingByTheirNumbersAreNamed(Layout layout, String names, String missing) throws IOException {
        write(NET, layout, names.split(", "));
        refused("lacks layers by the numbers in its names: " + missing + "; write");
    }

    @Test
    void layersWithoutNumbersThatFitInSeveralOrdersAreRefused() throws IOException {
        Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {4, 4}, 3), 4, 1);
        write(net, Layout.PYTORCH, "input", "hidden", "output");
        refused("has layers that fit together in several orders; number them");
    }

    @Test
    void layersWithoutNumbersThatDoNotFitAreNamed() throws IOException {
        Map<String, Tensor> tensors = tensors(NET, Layout.PYTORCH, "input", "hidden", "output");
        tensors.remove("hidden.weight");
        tensors.remove("hidden.bias");
        write(tensors);
        refused(
                "has layers that do not fit together in any order: 'input.weight' of shape [7, 12], 'output.weight' of");
    }

    @Test
    void manyLayersNeedNumbers() throws IOException {
        String[] names = "a b c d e f g h i".split(" ");
        write(TinyImages.initialised(Sequential.mlp(IntStream.range(3, 11).toArray(), 3), 4, 1), Layout.PYTORCH, names);
        refused("has 9 layers whose names have no numbers; number them in their order");
    }

    @Test
    void tensorsOfOtherLayersAreNamed() throws IOException {
        for (String name : List.of("fc1.running_mean", "fc2.weight_mask", "conv.weight", "optimizer.0.fc1.bias")) {
            Map<String, Tensor> tensors = tensors(NET, Layout.PYTORCH, "fc1", "fc2", "fc3");
            tensors.put(name, new Tensor(new long[] {2, 1, 1}, new float[2]));
            write(tensors);
            refused("has the tensor '" + name + "' of shape [2, 1, 1], which is part of no dense layer");
        }
    }

    private void refused(String reason) {
        assertThatThrownBy(() -> ModelFile.load(file()))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("model file " + file() + " ")
                .hasMessageContaining(reason);
    }

    @Test
    void oneOutputIsAValue() throws IOException {
        write(TinyImages.initialised(Sequential.mlp(new int[] {7}, 1), 12, 1), Layout.PYTORCH, "0", "2");
        assertThat(ModelFile.load(file()).net().loss())
                .hasToString(Loss.meanSquaredError().name());
    }
}
