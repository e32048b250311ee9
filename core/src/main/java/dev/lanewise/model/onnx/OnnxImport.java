package dev.lanewise.model.onnx;

import dev.lanewise.kernel.Nonlinearity;
import dev.lanewise.nn.Activation;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads networks of dense layers from ONNX graphs that are one chain: first Flatten, Reshape, Cast and arithmetic with constants
 * as {@link GraphInput} reads them, then layers as {@link GraphLayers} reads them, last perhaps Softmax. Identity, and Dropout as
 * it is in inference, may stand anywhere. Whatever else a graph has is refused by name.
 */
public final class OnnxImport {
    private static final String ADVICE = "export a network of dense layers";

    private final Graph graph;
    private final Map<String, List<Node>> users;
    private final Set<Node> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final GraphInput input;
    private final GraphLayers layers;
    private String value;
    private boolean ended;

    private OnnxImport(Graph graph) {
        this.graph = graph;
        this.users = graph.users();
        this.input = new GraphInput(graph);
        this.layers = new GraphLayers(graph);
        this.value = graph.inputs().getFirst().name();
    }

    /**
     * Reads a model.
     *
     * @throws OnnxException if the bytes are not one, or one of another kind of network
     */
    public static OnnxNetwork read(ByteBuffer bytes) {
        Graph graph = GraphReader.read(bytes);
        if (graph.inputs().size() != 1) {
            throw new OnnxException("has " + graph.inputs().size() + " inputs where one is read; " + ADVICE);
        }
        return new OnnxImport(graph).network();
    }

    private OnnxNetwork network() {
        for (List<Node> next = users.get(value); next != null; next = users.get(value)) {
            follow(next);
        }
        for (Node each : graph.nodes()) {
            if (!used.contains(each)) {
                throw each.refused("is not on the way from the input through the layers; " + ADVICE);
            }
        }
        if (!graph.outputs().contains(value)) {
            throw new OnnxException("does not give out its last value '" + value + "'; write or copy it again");
        }
        Scaling scaling = input.scaling(layers.features());
        return new OnnxNetwork(
                layers.network(), toFloats(scaling.mean()), toFloats(scaling.deviation()), graph.metadata());
    }

    /** Takes the node, or the nodes that are one activation function, and goes on to their result. */
    private void follow(List<Node> next) {
        Node node = next.getFirst();
        if (!used.add(node)) {
            throw node.refused("is part of a circle; write or copy it again");
        }
        if (ended) {
            throw node.refused("comes after Softmax; export the network up to there");
        }
        if (next.size() > 1) {
            Optional<GraphActivation> found = GraphActivation.of(graph, users, value);
            if (found.isPresent()) {
                layers.activation(node, found.get().function());
                used.addAll(found.get().nodes());
                value = found.get().output();
                return;
            }
            throw next.get(1).refused("takes the value '" + value + "' as the " + node.describe() + " does; " + ADVICE);
        }
        read(node);
        value = node.output();
    }

    private void read(Node node) {
        switch (node.operator()) {
            case "Identity" -> {}
            case "Dropout" -> requireInference(node);
            case "Flatten" -> input.flatten(node);
            case "Reshape" -> {
                if (layers.begun()) {
                    throw node.refused("follows a layer; " + ADVICE);
                }
                input.reshape(node);
            }
            case "Cast" -> input.cast(node);
            case "Gemm" -> layers.gemm(node, value);
            case "MatMul" -> layers.matMul(node, value);
            case "LayerNormalization" -> layers.layerNorm(node, value);
            case "Add", "Sub", "Mul", "Div" -> {
                if (layers.begun()) {
                    layers.bias(node, value);
                } else {
                    input.arithmetic(node, value);
                }
            }
            case "Relu" -> layers.activation(node, Activation.RELU);
            case "Tanh" -> layers.activation(node, Activation.TANH);
            case "Sigmoid" -> layers.activation(node, Activation.SIGMOID);
            case "LeakyRelu" -> leakyRelu(node);
            case "Gelu" -> gelu(node);
            case "Softmax", "LogSoftmax" -> softmax(node);
            default -> throw node.refused("lanewise does not read; " + ADVICE);
        }
    }

    private static void requireInference(Node node) {
        if (!node.input(2).isEmpty()) {
            throw node.refused("may drop units in inference; export the network in evaluation mode");
        }
    }

    private void leakyRelu(Node node) {
        if (node.real("alpha", Nonlinearity.LEAK) != Nonlinearity.LEAK) {
            throw node.refused("has a slope of " + node.real("alpha", 0) + " below zero, where " + Nonlinearity.LEAK
                    + " is read; " + ADVICE + " with that slope");
        }
        layers.activation(node, Activation.LEAKY_RELU);
    }

    private void gelu(Node node) {
        if (!node.text("approximate", "none").equals("none")) {
            throw node.refused("is approximated by tanh; export the network with the exact GELU");
        }
        layers.activation(node, Activation.GELU);
    }

    /** Only the network's own softmax is one: over the units, at the end. */
    private void softmax(Node node) {
        long axis = node.integer("axis", -1);
        if (!layers.begun() || axis != -1 && axis != 1) {
            throw node.refused("is not over the units of the last layer; " + ADVICE);
        }
        ended = true;
    }

    private static float[] toFloats(double[] values) {
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) values[i];
        }
        return out;
    }
}
