package dev.lanewise.model.onnx;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Nonlinearity;
import dev.lanewise.model.onnx.Onnx.AttributeProto;
import dev.lanewise.model.onnx.Onnx.GraphProto;
import dev.lanewise.model.onnx.Onnx.ModelProto;
import dev.lanewise.model.onnx.Onnx.NodeProto;
import dev.lanewise.model.onnx.Onnx.OperatorSetIdProto;
import dev.lanewise.model.onnx.Onnx.StringStringEntryProto;
import dev.lanewise.model.onnx.Onnx.TensorProto;
import dev.lanewise.model.onnx.Onnx.TensorShapeProto;
import dev.lanewise.model.onnx.Onnx.TypeProto;
import dev.lanewise.model.onnx.Onnx.ValueInfoProto;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.LayerNorm;
import dev.lanewise.nn.Loss.Predicts;
import dev.lanewise.nn.Sequential;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes networks as ONNX graphs: the scaling of the input, a Gemm a layer with its normalisation and activation function, and
 * Softmax or Sigmoid. A graph is given {@code input} [batch][features], and gives {@code logits} and {@code probabilities}, both [batch][outputs]; or
 * {@code values}, if that is what the network predicts.
 */
public final class OnnxExport {
    private static final String INPUT = "input";
    private static final String LOGITS = "logits";
    private static final String PROBABILITIES = "probabilities";
    private static final String VALUES = "values";

    private final OnnxNetwork network;
    private final ProtoWriter graph = new ProtoWriter();
    private String value = INPUT;

    private OnnxExport(OnnxNetwork network) {
        this.network = network;
    }

    /**
     * The bytes of a model file.
     *
     * @param input what the graph is to be given, for people
     * @throws IllegalStateException if the network has no parameters
     */
    public static byte[] toBytes(OnnxNetwork network, String input) {
        boolean norms = network.net().dense().stream().anyMatch(Dense::layerNorm);
        ProtoWriter model = new ProtoWriter()
                .number(ModelProto.IR_VERSION, norms ? Onnx.NORM_IR_VERSION : Onnx.IR_VERSION)
                .text(ModelProto.PRODUCER_NAME, "lanewise")
                .message(
                        ModelProto.OPSET_IMPORT,
                        new ProtoWriter()
                                .number(
                                        OperatorSetIdProto.VERSION,
                                        norms ? Onnx.NORM_OPERATORS_VERSION : Onnx.OPERATORS_VERSION));
        new TreeMap<>(network.metadata())
                .forEach((key, note) -> model.message(
                        ModelProto.METADATA_PROPS,
                        new ProtoWriter()
                                .text(StringStringEntryProto.KEY, key)
                                .text(StringStringEntryProto.VALUE, note)));
        // Last, so that a file which is cut short has no whole graph.
        return model.message(ModelProto.GRAPH, new OnnxExport(network).graph(input))
                .toBytes();
    }

    private ProtoWriter graph(String input) {
        graph.text(GraphProto.NAME, "network");
        scaling();
        Sequential net = network.net();
        for (int l = 0; l < net.parameters().size(); l++) {
            boolean last = l == net.parameters().size() - 1;
            layer("layers." + l, net.parameters().get(l), net.dense().get(l).activation(), last);
        }
        graph.message(GraphProto.INPUT, values(INPUT, net.features()).text(ValueInfoProto.DOC_STRING, input));
        graph.message(GraphProto.OUTPUT, values(outputs(), net.classes()));
        switch (net.loss().predicts()) {
            case CLASSES -> node("Softmax", PROBABILITIES, List.of(), integer("axis", -1));
            case LABELS -> node("Sigmoid", PROBABILITIES, List.of());
            case VALUES -> {
                return graph;
            }
        }
        graph.message(GraphProto.OUTPUT, values(PROBABILITIES, net.classes()));
        return graph;
    }

    /** What the outputs of the last layer are called. */
    private String outputs() {
        return network.net().loss().predicts() == Predicts.VALUES ? VALUES : LOGITS;
    }

    /** Without a mean, multiplies by the inverse, as the network's own input does with pixels. */
    private void scaling() {
        if (network.isUnscaled()) {
            return;
        }
        float[] deviation = network.deviation();
        if (network.mean().length == 1 && network.mean()[0] == 0 && deviation.length == 1) {
            constant("scale", new float[] {1 / deviation[0]}, 1);
            node("Mul", "scaled", List.of("scale"));
            return;
        }
        constant("mean", network.mean(), network.mean().length);
        constant("deviation", deviation, deviation.length);
        node("Sub", "centred", List.of("mean"));
        node("Div", "scaled", List.of("deviation"));
    }

    private void layer(String name, DenseParameters parameters, Activation activation, boolean last) {
        constant(name + ".weight", parameters.weights(), parameters.inputs(), parameters.units());
        constant(name + ".bias", parameters.bias(), parameters.units());
        node("Gemm", last ? outputs() : name, List.of(name + ".weight", name + ".bias"));
        parameters.layerNorm().ifPresent(each -> layerNorm(name, each, parameters.units()));
        activation(name, activation);
    }

    private void layerNorm(String name, LayerNorm norm, int units) {
        constant(name + ".gamma", norm.gamma(), units);
        constant(name + ".beta", norm.beta(), units);
        node(
                "LayerNormalization",
                name + ".norm",
                List.of(name + ".gamma", name + ".beta"),
                integer("axis", -1),
                real("epsilon", Kernels.LAYER_NORM_EPSILON));
    }

    private void activation(String name, Activation activation) {
        String sums = value;
        switch (activation.name()) {
            case "IDENTITY" -> {}
            case "RELU" -> node("Relu", name + ".relu", List.of());
            case "LEAKY_RELU" -> node("LeakyRelu", name + ".leaky_relu", List.of(), real("alpha", Nonlinearity.LEAK));
            case "TANH" -> node("Tanh", name + ".tanh", List.of());
            case "SIGMOID" -> node("Sigmoid", name + ".sigmoid", List.of());
            case "SILU" -> {
                node("Sigmoid", name + ".sigmoid", List.of());
                node("Mul", name + ".silu", List.of(sums));
            }
            case "GELU" -> gelu(name, sums);
            default ->
                throw new IllegalArgumentException(
                        "the activation function " + activation + " cannot be written as ONNX");
        }
    }

    /** x · (1 + erf(x / √2)) · ½: the operators have no Gelu of their own before version 20. */
    private void gelu(String name, String sums) {
        constant(name + ".root_two", new float[] {(float) Math.sqrt(2)}, 1);
        constant(name + ".one", new float[] {1}, 1);
        constant(name + ".half", new float[] {0.5f}, 1);
        node("Div", name + ".over_root_two", List.of(name + ".root_two"));
        node("Erf", name + ".erf", List.of());
        node("Add", name + ".erf_plus_one", List.of(name + ".one"));
        node("Mul", name + ".gelu_twice", List.of(sums));
        node("Mul", name + ".gelu", List.of(name + ".half"));
    }

    /** A node that takes the last value and others; its result, of the same name, is the next value. */
    private void node(String operator, String name, List<String> others, ProtoWriter... attributes) {
        ProtoWriter node = new ProtoWriter()
                .text(NodeProto.OP_TYPE, operator)
                .text(NodeProto.NAME, name)
                .text(NodeProto.INPUT, value);
        others.forEach(each -> node.text(NodeProto.INPUT, each));
        node.text(NodeProto.OUTPUT, name);
        for (ProtoWriter each : attributes) {
            node.message(NodeProto.ATTRIBUTE, each);
        }
        graph.message(GraphProto.NODE, node);
        value = name;
    }

    private static ProtoWriter integer(String name, long number) {
        return new ProtoWriter()
                .text(AttributeProto.NAME, name)
                .number(AttributeProto.TYPE, AttributeProto.INT)
                .number(AttributeProto.I, number);
    }

    private static ProtoWriter real(String name, float number) {
        return new ProtoWriter()
                .text(AttributeProto.NAME, name)
                .number(AttributeProto.TYPE, AttributeProto.FLOAT)
                .real(AttributeProto.F, number);
    }

    private void constant(String name, float[] values, int... shape) {
        ProtoWriter tensor =
                new ProtoWriter().text(TensorProto.NAME, name).number(TensorProto.DATA_TYPE, TensorProto.FLOAT);
        for (int size : shape) {
            tensor.number(TensorProto.DIMS, (long) size);
        }
        graph.message(GraphProto.INITIALIZER, tensor.bytes(TensorProto.RAW_DATA, values));
    }

    /** Of float32, [batch][width]. */
    private static ProtoWriter values(String name, int width) {
        ProtoWriter batch = new ProtoWriter().text(TensorShapeProto.DIM_PARAM, "batch");
        ProtoWriter columns = new ProtoWriter().number(TensorShapeProto.DIM_VALUE, (long) width);
        ProtoWriter shape =
                new ProtoWriter().message(TensorShapeProto.DIM, batch).message(TensorShapeProto.DIM, columns);
        ProtoWriter tensor =
                new ProtoWriter().number(TypeProto.ELEM_TYPE, TensorProto.FLOAT).message(TypeProto.SHAPE, shape);
        return new ProtoWriter()
                .text(ValueInfoProto.NAME, name)
                .message(ValueInfoProto.TYPE, new ProtoWriter().message(TypeProto.TENSOR_TYPE, tensor));
    }
}
