package dev.lanewise.model.onnx;

import dev.lanewise.nn.Activation;

/** A dense layer as it is found in a graph: its biases and its activation function may come in nodes of their own. */
final class GraphLayer {
    final Node node;
    final int inputs;
    final int units;

    /** Row-major [inputs][units]. */
    final float[] weights;

    /** [units]; null until they are found. */
    float[] bias;

    /** Null until it is found. */
    Activation activation;

    GraphLayer(Node node, int inputs, int units, float[] weights) {
        this.node = node;
        this.inputs = inputs;
        this.units = units;
        this.weights = weights;
    }
}
