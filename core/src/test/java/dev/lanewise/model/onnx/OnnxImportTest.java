package dev.lanewise.model.onnx;

import static dev.lanewise.model.onnx.GraphBuilder.attribute;
import static dev.lanewise.model.onnx.GraphBuilder.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.model.onnx.Onnx.TensorProto;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.LayerNorm;
import dev.lanewise.nn.Sequential;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Graphs as other programs write them, of one layer with 2 inputs and 3 units, or one more. */
class OnnxImportTest {
    private static final float[] W = {1, 2, 3, 4, 5, 6};
    private static final float[] W_TRANSPOSED = {1, 4, 2, 5, 3, 6};
    private static final float[] B = {10, 20, 30};
    private static final float[] V = {1, -1, 2, -2, 3, -3};

    /** A graph with the input x, the output y, and the constants w [2, 3], t = wᵀ, b, v [3, 2] and c. */
    private static GraphBuilder graph() {
        return new GraphBuilder()
                .input("x", -1, 2)
                .output("y")
                .constant("w", W, 2, 3)
                .constant("t", W_TRANSPOSED, 3, 2)
                .constant("b", B, 3)
                .constant("v", V, 3, 2)
                .constant("c", new float[] {0.5f, 0.25f}, 2);
    }

    private static OnnxNetwork read(GraphBuilder graph) {
        return OnnxImport.read(graph.bytes());
    }

    private static void assertIsTheLayer(GraphBuilder graph) {
        Sequential net = read(graph).net();
        assertThat(net.dense()).containsExactly(Dense.linear(3));
        assertThat(net.parameters().getFirst().weights()).containsExactly(W);
        assertThat(net.parameters().getFirst().bias()).containsExactly(B);
    }

    @Test
    void aLayerIsReadHoweverItIsWritten() {
        assertIsTheLayer(graph().node("y = Gemm x w b"));
        assertIsTheLayer(graph().node("y = Gemm x t b", attribute("transB", 1)));
        assertIsTheLayer(graph().node("m = MatMul x w").node("y = Add m b"));
        assertIsTheLayer(graph().node("m = MatMul x w").node("y = Add b m"));
        assertIsTheLayer(graph().constant("row", B, 1, 3).node("y = Gemm x w row"));
        assertIsTheLayer(
                graph().node("s = Softmax y", attribute("axis", 1)).output("s").node("y = Gemm x w b"));
        assertIsTheLayer(graph().node("y = Gemm x w b").node("s = LogSoftmax y").output("s"));
    }

    @Test
    void alphaAndBetaAreMultipliedIn() {
        Sequential net = read(graph().node("y = Gemm x w b", attribute("alpha", 2f), attribute("beta", 0.5f)))
                .net();
        assertThat(net.parameters().getFirst().weights()).containsExactly(2, 4, 6, 8, 10, 12);
        assertThat(net.parameters().getFirst().bias()).containsExactly(5, 10, 15);
    }

    @Test
    void biasesMayBeMissingOrOneForAll() {
        assertThat(read(graph().node("y = Gemm x w"))
                        .net()
                        .parameters()
                        .getFirst()
                        .bias())
                .containsExactly(0, 0, 0);
        assertThat(read(graph().node("y = MatMul x w"))
                        .net()
                        .parameters()
                        .getFirst()
                        .bias())
                .containsExactly(0, 0, 0);
        GraphBuilder one = graph().constant("one", new float[] {7}).node("y = Gemm x w one");
        assertThat(read(one).net().parameters().getFirst().bias()).containsExactly(7, 7, 7);
    }

    @Test
    void layersFollowEachOther() {
        Sequential net = read(graph().node("m = MatMul x w")
                        .node("a = Add m b")
                        .node("r = Relu a")
                        .node("d = Dropout r")
                        .node("i = Identity d")
                        .node("y = Gemm i v c"))
                .net();
        assertThat(net.dense()).containsExactly(Dense.relu(3), Dense.linear(2));
        assertThat(net.parameters().get(1).weights()).containsExactly(V);
        assertThat(net.parameters().get(1).bias()).containsExactly(0.5f, 0.25f);
    }

    private static GraphBuilder normalized(String norm, ProtoWriter... attributes) {
        return graph().constant("gamma", new float[] {1, 2, 3}, 3)
                .node("h = Gemm x w b")
                .node("n = LayerNormalization " + norm, attributes)
                .node("r = Relu n")
                .node("y = Gemm r v c");
    }

    @Test
    void layerNormalizationIsPartOfItsLayer() {
        Sequential net = read(normalized("h gamma b", attribute("axis", 1))).net();
        assertThat(net.dense()).containsExactly(Dense.relu(3).normalized(), Dense.linear(2));
        LayerNorm norm = net.parameters().getFirst().layerNorm().orElseThrow();
        assertThat(norm.gamma()).containsExactly(1, 2, 3);
        assertThat(norm.beta()).containsExactly(B);
        LayerNorm bare = read(normalized("h gamma"))
                .net()
                .parameters()
                .getFirst()
                .layerNorm()
                .orElseThrow();
        assertThat(bare.beta()).containsExactly(0, 0, 0);
    }

    @Test
    void otherLayerNormalizationIsRefused() {
        assertThatThrownBy(() -> read(normalized("h gamma b", attribute("axis", 0))))
                .hasMessageContaining(
                        "'n_node' (LayerNormalization), which has the axis 0 and the epsilon 1.0E-5, where");
        assertThatThrownBy(() -> read(normalized("h gamma b", attribute("epsilon", 1e-3f))))
                .hasMessageContaining("has the axis -1 and the epsilon 0.001, where");
        GraphBuilder after = graph().node("h = Gemm x w b").node("r = Relu h").node("y = LayerNormalization r b b");
        assertThatThrownBy(() -> read(after)).hasMessageContaining("follows no dense layer, before its activation");
        GraphBuilder last = graph().node("h = Gemm x w b").node("y = LayerNormalization h b b");
        assertThatThrownBy(() -> read(last))
                .hasMessageContaining("is the last layer and is normalised; export a network");
        GraphBuilder added = graph().node("h = Gemm x w b")
                .node("n = LayerNormalization h b b")
                .node("y = Add n b");
        assertThatThrownBy(() -> read(added)).hasMessageContaining("computes between layers what no dense layer does");
    }

    private static Activation activation(GraphBuilder middle) {
        GraphBuilder whole = middle.constant("root", new float[] {(float) Math.sqrt(2)})
                .constant("inverse", new float[] {(float) Math.sqrt(0.5)})
                .constant("one", new float[] {1})
                .constant("half", new float[] {0.5f})
                .node("y = Gemm a v c");
        return read(whole).net().dense().getFirst().activation();
    }

    @Test
    void activationFunctionsAreReadInOneNodeOrInSeveral() {
        GraphBuilder[] one = new GraphBuilder[10];
        Arrays.setAll(one, i -> graph().node("h = Gemm x w b"));
        assertThat(activation(one[0].node("a = Tanh h"))).isEqualTo(Activation.TANH);
        assertThat(activation(one[1].node("a = Sigmoid h"))).isEqualTo(Activation.SIGMOID);
        assertThat(activation(one[2].node("a = LeakyRelu h", attribute("alpha", 0.01f))))
                .isEqualTo(Activation.LEAKY_RELU);
        assertThat(activation(one[3].node("a = Gelu h"))).isEqualTo(Activation.GELU);
        assertThat(activation(one[4].node("s = Sigmoid h").node("a = Mul h s"))).isEqualTo(Activation.SILU);
        assertThat(activation(one[5].node("a = Mul s h").node("s = Sigmoid h"))).isEqualTo(Activation.SILU);
        assertThat(activation(one[6].node("d = Div h root")
                        .node("e = Erf d")
                        .node("p = Add e one")
                        .node("m = Mul h p")
                        .node("a = Mul m half")))
                .isEqualTo(Activation.GELU);
        assertThat(activation(one[7].node("d = Mul inverse h")
                        .node("e = Erf d")
                        .node("p = Add one e")
                        .node("m = Mul p h")
                        .node("a = Mul half m")))
                .isEqualTo(Activation.GELU);
        refused(
                one[8].node("a = LeakyRelu h", attribute("alpha", 0.2f)).node("y = Gemm a v c"),
                "has a slope of 0.2 below zero, where 0.01 is read");
        refused(
                one[9].node("d = Mul h c").node("a = Mul h d").node("y = Gemm a v c"),
                "takes the value 'h' as the node 'd_node' (Mul) does");
    }

    @Test
    void layersWithoutAnActivationFunctionBetweenAreRead() {
        Sequential net =
                read(graph().node("h = Gemm x w b").node("y = Gemm h v c")).net();
        assertThat(net.dense()).containsExactly(Dense.linear(3), Dense.linear(2));
    }

    @Test
    void constantsMayBeNodes() {
        ProtoWriter value = GraphBuilder.tensor("", W, 2, 3);
        assertIsTheLayer(graph().node("k = Constant", attribute("value", value)).node("y = Gemm x k b"));
    }

    @Test
    void constantsMayAlsoBeDeclaredAsInputs() {
        assertIsTheLayer(graph().input("w", 2, 3).input("b", 3).node("y = Gemm x w b"));
    }

    @Test
    void numbersMayBeInAnyOfTheirFields() {
        assertIsTheLayer(new GraphBuilder()
                .input("x", -1, 2)
                .output("y")
                .constant("b", B, 3)
                .constant(GraphBuilder.tensor("w", TensorProto.FLOAT, 2, 3).bytes(TensorProto.FLOAT_DATA, W))
                .node("y = Gemm x w b"));
        ProtoWriter halves = new ProtoWriter();
        for (int bits : new int[] {0x3C00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600}) {
            halves.varint(bits);
        }
        assertIsTheLayer(new GraphBuilder()
                .typed("x", TensorProto.FLOAT16, -1, 2)
                .output("y")
                .constant("b", B, 3)
                .constant(GraphBuilder.tensor("w", TensorProto.FLOAT16, 2, 3).message(TensorProto.INT32_DATA, halves))
                .node("y = Gemm x w b"));
        float[] pairs = new float[3]; // two bfloat16 in each
        for (int i = 0; i < 3; i++) {
            int low = Float.floatToIntBits(W[2 * i]) >>> 16;
            pairs[i] = Float.intBitsToFloat(low | Float.floatToIntBits(W[2 * i + 1]));
        }
        assertIsTheLayer(new GraphBuilder()
                .input("x", -1, 2)
                .output("y")
                .constant("b", B, 3)
                .constant(GraphBuilder.tensor("w", TensorProto.BFLOAT16, 2, 3).bytes(TensorProto.RAW_DATA, pairs))
                .node("y = Gemm x w b"));
    }

    @Test
    void imagesAreFlattened() {
        GraphBuilder flat = new GraphBuilder().input("x", -1, 1, 2, 1).output("y");
        assertIsTheLayer(flat.constant("w", W, 2, 3)
                .constant("b", B, 3)
                .node("f = Flatten x")
                .node("y = Gemm f w b"));
        for (long[] sizes : new long[][] {{-1, 2}, {0, -1}, {0, 2}, {1, -1}}) {
            GraphBuilder shaped = new GraphBuilder().input("x", 1, 1, 2, 1).output("y");
            assertIsTheLayer(shaped.constant("w", W, 2, 3)
                    .constant("b", B, 3)
                    .constant(integers("s", sizes))
                    .node("f = Reshape x s")
                    .node("y = Gemm f w b"));
        }
    }

    @Test
    void scalingInFrontIsBroughtIntoOneForm() {
        OnnxNetwork network = read(graph().constant("k", new float[] {255})
                .constant("mean", new float[] {0.5f, 0.25f}, 1, 2)
                .constant("inverse", new float[] {4, 8}, 2)
                .node("d = Div x k")
                .node("m = Sub d mean")
                .node("s = Mul m inverse")
                .node("y = Gemm s w b"));
        assertThat(network.mean()).containsExactly(127.5f, 63.75f);
        assertThat(network.deviation()).containsExactly(63.75f, 31.875f);
        assertThat(network.isUnscaled()).isFalse();
        OnnxNetwork inverted = read(graph().constant("one", new float[] {1})
                .node("i = Sub one x")
                .node("a = Add one i")
                .node("y = Gemm a w b"));
        assertThat(inverted.mean()).containsExactly(2);
        assertThat(inverted.deviation()).containsExactly(-1);
        assertThat(read(graph().node("y = Gemm x w b")).isUnscaled()).isTrue();
    }

    @Test
    void bytesAreCastToFloats() {
        assertIsTheLayer(new GraphBuilder()
                .typed("x", 2, -1, 2)
                .output("y")
                .constant("w", W, 2, 3)
                .constant("b", B, 3)
                .node("f = Cast x", attribute("to", TensorProto.FLOAT))
                .node("y = Gemm f w b"));
    }

    @Test
    void whatIsNoChainOfDenseLayersIsRefusedByName() {
        refused(graph().node("y = Conv x w"), "has the node 'y_node' (Conv), which lanewise does not read");
        refused(graph().node("y = Gemm x w b", attribute("transA", 1)), "takes examples in columns (transA)");
        refused(graph().node("y = Gemm w x b"), "multiplies by its weights from the left");
        refused(graph().node("y = Gemm x x b"), "takes 'x', which is no constant");
        refused(graph().node("y = Gemm x b"), "has weights 'b' of shape [3], which is no matrix");
        refused(graph().node("h = Gemm x w b").node("y = Gemm h w b"), "[2, 3], which do not take 3 inputs");
        refused(graph().node("y = Gemm x w c"), "adds 'c' of shape [2] to 3 units");
        refused(graph().node("r = Relu x").node("y = Gemm r w b"), "'r_node' (Relu), which follows no dense layer");
        refused(graph().node("h = Gemm x w b").node("y = Relu h"), "is the last layer and has an activation function");
        refused(
                graph().node("h = Gemm x w b").node("r = Relu h").node("y = Add r b"),
                "computes between layers what no dense layer does");
        refused(graph().node("h = Gemm x w b").node("y = Mul h b"), "computes between layers");
        refused(graph().node("s = Softmax x").node("y = Gemm s w b"), "is not over the units of the last layer");
        refused(
                graph().node("h = Gemm x w b").node("s = Softmax h").node("y = Gemm s v c"),
                "'y_node' (Gemm), which comes after Softmax");
        refused(graph().node("h = Gemm x w b").node("y = Softmax h", attribute("axis", 0)), "is not over the units");
        refused(graph().node("q = Div c x").node("y = Gemm q w b"), "divides by its input");
        refused(graph().node("y = Identity x"), "has no dense layer");
        refused(graph().node("h = Gemm x w b").node("y = Dropout h - c"), "may drop units in inference");
    }

    @Test
    void whatIsBesideTheChainIsRefusedByName() {
        refused(graph().node("y = Gemm x w b").node("z = Relu x"), "'z_node' (Relu), which takes the value 'x' as the");
        refused(graph().node("y = Gemm x w b").node("z = Neg c"), "'z_node' (Neg), which is not on the way");
        refused(graph().node("h = Gemm x w b"), "does not give out its last value 'h'");
        refused(graph().input("z", 2).node("y = Gemm x w b"), "has 2 inputs where one is read");
        refused(new GraphBuilder(), "has 0 inputs where one is read");
        refused(graph().node("y = Gemm x w b").node("x = Identity y"), "is part of a circle");
        refused(graph().node("x = Identity x"), "is part of a circle");
    }

    @Test
    void inputsThatAreNoRowsOfFloatsAreRefused() {
        GraphBuilder images =
                new GraphBuilder().input("x", -1, 1, 2, 1).output("y").constant("w", W, 2, 3);
        refused(images.node("y = Gemm x w"), "has the input 'x' of 4 axes, of which no Flatten makes rows");
        GraphBuilder bytes = new GraphBuilder().typed("x", 2, -1, 2).output("y").constant("w", W, 2, 3);
        refused(bytes.node("y = Gemm x w"), "has the input 'x' of type uint8, of which no Cast makes floats");
        GraphBuilder wide = new GraphBuilder().input("x", -1, 5).output("y").constant("w", W, 2, 3);
        refused(wide.node("y = Gemm x w"), "of 5 numbers an example, but a first layer of 2 inputs");
        refused(
                graph().node("f = Flatten x", attribute("axis", 0)).node("y = Gemm f w"),
                "does not make one row of each example; use axis 1");
        refused(
                graph().constant(integers("s", 2, -1)).node("f = Reshape x s").node("y = Gemm f w"),
                "does not make one row of each example; use Flatten");
        refused(graph().node("f = Cast x", attribute("to", 11)).node("y = Gemm f w"), "makes numbers of type float64");
    }

    @Test
    void scalingThatDoesNotFitIsRefused() {
        refused(graph().node("s = Mul x b").node("y = Gemm s w b"), "not one for each of its 2 features");
        refused(graph().node("s = Mul x b").node("t = Add s c").node("y = Gemm t w b"), "do not go together");
        refused(
                graph().constant("zero", new float[1]).node("s = Mul x zero").node("y = Gemm s w b"),
                "scaled by numbers that are not finite");
        refused(
                graph().constant("column", new float[2], 2, 1)
                        .node("s = Mul x column")
                        .node("y = Gemm s w b"),
                "scales by 'column' of shape [2, 1], which is not one number for each feature");
    }

    @Test
    void tensorsThatAreNotWhatTheySayAreRefused() {
        refused(one("w", TensorProto.FLOAT, 2, 3), "has the tensor 'w' of shape [2, 3], but 0 numbers in it");
        refused(one("w", 11, 2, 3), "has the tensor 'w' of type float64, where float32, float16 and bfloat16 are read");
        refused(one("w", 99, 2, 3), "has the tensor 'w' of type number 99");
        refused(GraphBuilder.tensor("w", W, 2, 4), "of shape [2, 4], but 6 numbers");
        refused(GraphBuilder.tensor("w", W, -2, -3), "of shape [-2, -3], but 6 numbers");
        refused(GraphBuilder.tensor("w", W, 1L << 62, 4), "but 6 numbers");
        refused(GraphBuilder.tensor("w", W, 1L << 32, 1L << 32), "but 6 numbers");
        refused(
                GraphBuilder.tensor("w", W, 2, 3).number(TensorProto.DATA_LOCATION, 1),
                "has the numbers of the tensor 'w' in another file");
        refused(GraphBuilder.tensor("w", new float[] {1, 2, Float.NaN, 4, 5, 6}, 2, 3), "has NaN in the tensor 'w'");
        refused(GraphBuilder.tensor("w", new float[0], 0, 3), "which do not take any input");
        refused(graph().constant("w", W, 2, 3).node("y = Gemm x w b"), "has two constants named 'w'");
        refused(
                graph().constant("huge", new float[] {3e38f}, 1, 1).node("y = Gemm x w huge", attribute("beta", 10f)),
                "has weights that are not finite once multiplied by 10.0");
    }

    private static ProtoWriter one(String name, int type, long... shape) {
        return GraphBuilder.tensor(name, type, shape);
    }

    private static void refused(ProtoWriter weights, String reason) {
        refused(
                new GraphBuilder()
                        .input("x", -1, 2)
                        .output("y")
                        .constant(weights)
                        .node("y = Gemm x w"),
                reason);
    }

    @Test
    void oldOperatorsAreRefused() {
        refused(
                graph().operators(6).node("y = Gemm x w b"),
                "uses version 6 of ONNX's operators, where 7 and later are");
        assertIsTheLayer(graph().operators(7).node("y = Gemm x w b"));
    }

    private static void refused(GraphBuilder graph, String reason) {
        ByteBuffer bytes = graph.bytes();
        assertThatThrownBy(() -> OnnxImport.read(bytes))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("; ");
    }
}
