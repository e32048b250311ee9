package dev.lanewise.model.onnx;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The dense layers of a graph, in the order of its chain. */
final class GraphLayers {
    private final Graph graph;
    private final List<GraphLayer> layers = new ArrayList<>();

    GraphLayers(Graph graph) {
        this.graph = graph;
    }

    /** Whether there is a layer yet. */
    boolean begun() {
        return !layers.isEmpty();
    }

    /** {@code alpha · x W + beta · b}, with W as it is or transposed. */
    void gemm(Node node, String value) {
        if (node.integer("transA", 0) != 0) {
            throw node.refused("takes examples in columns (transA); export a network that takes them in rows");
        }
        GraphLayer layer = begin(node, value, node.integer("transB", 0) != 0);
        scale(node, layer.weights, node.real("alpha", 1));
        layer.bias = new float[layer.units];
        if (!node.input(2).isEmpty()) {
            layer.bias = row(node, graph.constant(node, 2), layer.units);
            scale(node, layer.bias, node.real("beta", 1));
        }
    }

    /** {@code x W}. */
    void matMul(Node node, String value) {
        begin(node, value, false);
    }

    private GraphLayer begin(Node node, String value, boolean transposed) {
        if (!node.input(0).equals(value)) {
            throw node.refused("multiplies by its weights from the left; export a network that takes examples in rows");
        }
        Tensor tensor = graph.constant(node, 1);
        if (tensor.dimensions().length != 2) {
            throw node.refused("has weights '" + tensor.name() + "' of shape " + tensor.shape()
                    + ", which is no matrix; export a network of dense layers");
        }
        float[] weights = tensor.toFloats();
        int inputs = (int) tensor.dimensions()[transposed ? 1 : 0];
        int units = (int) tensor.dimensions()[transposed ? 0 : 1];
        if (weights.length == 0 || begun() && layers.getLast().units != inputs) {
            throw node.refused("has weights '" + tensor.name() + "' of shape " + tensor.shape() + ", which do not take "
                    + (begun() ? layers.getLast().units + " inputs" : "any input") + "; write or copy it again");
        }
        layers.add(new GraphLayer(node, inputs, units, transposed ? transpose(weights, units, inputs) : weights));
        return layers.getLast();
    }

    /** Biases in a node of their own, which only follow a layer that has none. */
    void bias(Node node, String value) {
        GraphLayer layer = layers.getLast();
        if (!node.operator().equals("Add") || layer.bias != null || layer.gamma != null || layer.activation != null) {
            throw node.refused("computes between layers what no dense layer does; export a network of dense layers");
        }
        layer.bias = row(node, graph.constant(node, node.input(0).equals(value) ? 1 : 0), layer.units);
    }

    /** Layer normalisation of the last layer's sums, with the epsilon that is computed with here. */
    void layerNorm(Node node, String value) {
        GraphLayer layer = begun() ? layers.getLast() : null;
        if (layer == null
                || layer.gamma != null
                || layer.activation != null
                || !node.input(0).equals(value)) {
            throw node.refused(
                    "follows no dense layer, before its activation function; export a network where it does");
        }
        long axis = node.integer("axis", -1);
        float epsilon = node.real("epsilon", Kernels.LAYER_NORM_EPSILON);
        if (axis != -1 && axis != 1 || epsilon != Kernels.LAYER_NORM_EPSILON) {
            throw node.refused("has the axis " + axis + " and the epsilon " + epsilon + ", where the last axis and "
                    + Kernels.LAYER_NORM_EPSILON + " are read; export a network with these");
        }
        layer.gamma = row(node, graph.constant(node, 1), layer.units);
        layer.beta = node.input(2).isEmpty() ? new float[layer.units] : row(node, graph.constant(node, 2), layer.units);
    }

    /** The function that the last layer applies. */
    void activation(Node node, Activation activation) {
        if (!begun() || layers.getLast().activation != null) {
            throw node.refused("follows no dense layer; export a network of dense layers");
        }
        layers.getLast().activation = activation;
    }

    /** How many inputs the first layer has. */
    int features() {
        if (layers.isEmpty()) {
            throw new OnnxException("has no dense layer (Gemm, or MatMul and Add); export a network that has");
        }
        return layers.getFirst().inputs;
    }

    /** The network. After Sigmoid, outputs are labels; one output without it is a value. */
    Sequential network() {
        GraphLayer last = layers.getLast();
        boolean labels = last.activation == Activation.SIGMOID;
        if (last.gamma != null) {
            throw last.node.refused("is the last layer and is normalised; export a network whose last layer is not");
        }
        if (last.activation != null && !labels) {
            throw last.node.refused(
                    "is the last layer and has an activation function, where only Softmax and Sigmoid are"
                            + " read; export the network up to there");
        }
        Sequential net = Sequential.of(layers.stream()
                .map(each -> new Dense(
                        each.units,
                        each.activation == null || each == last && labels ? Activation.IDENTITY : each.activation,
                        each.gamma != null))
                .toArray(Layer[]::new));
        if (labels) {
            net = net.loss(Loss.binaryCrossEntropy());
        } else if (last.units == 1) {
            net = net.loss(Loss.meanSquaredError());
        }
        net.initialise(features(), 0);
        for (int l = 0; l < layers.size(); l++) {
            GraphLayer each = layers.get(l);
            DenseParameters parameters = net.parameters().get(l);
            parameters.set(each.weights, each.bias == null ? new float[each.units] : each.bias);
            parameters.layerNorm().ifPresent(norm -> norm.set(each.gamma, each.beta));
        }
        return net;
    }

    /** Numbers that are added to each row: one for each unit, or one for all. */
    private static float[] row(Node node, Tensor tensor, int units) {
        float[] values = tensor.toFloats();
        long[] shape = tensor.dimensions();
        if (values.length == 1) {
            float[] out = new float[units];
            Arrays.fill(out, values[0]);
            return out;
        }
        if (values.length != units || shape[shape.length - 1] != units) {
            throw node.refused("adds '" + tensor.name() + "' of shape " + tensor.shape() + " to " + units
                    + " units; write or copy it again");
        }
        return values;
    }

    private static void scale(Node node, float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
            if (!Float.isFinite(values[i])) {
                throw node.refused("has weights that are not finite once multiplied by " + factor
                        + "; give a network whose training did not diverge");
            }
        }
    }

    private static float[] transpose(float[] values, int rows, int columns) {
        float[] out = new float[values.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out[c * rows + r] = values[r * columns + c];
            }
        }
        return out;
    }
}
