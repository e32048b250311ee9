package dev.lanewise.model.onnx;

import dev.lanewise.nn.Activation;

/** A dense layer as it is found in a graph: its biases, normalisation and activation function may come in nodes of their own. */
final class GraphLayer {
    final Node node;
    final int inputs;
    final int units;

    /** Row-major [inputs][units]. */
    final float[] weights;

    /** [units]; null until they are found. */
    float[] bias;

    /** [units]; null until a normalisation is found. */
    float[] gamma;

    /** [units]; null until a normalisation is found. */
    float[] beta;

    /** Null until it is found. */
    Activation activation;

    GraphLayer(Node node, int inputs, int units, float[] weights) {
        this.node = node;
        this.inputs = inputs;
        this.units = units;
        this.weights = weights;
    }
}
