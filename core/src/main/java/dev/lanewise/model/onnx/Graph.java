package dev.lanewise.model.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is used of an ONNX model.
 *
 * @param metadata notes of whoever wrote it
 * @param nodes without those that are constants
 * @param constants by name
 * @param inputs without those that are constants
 * @param outputs names of values
 */
record Graph(
        Map<String, String> metadata,
        List<Node> nodes,
        Map<String, Tensor> constants,
        List<Input> inputs,
        List<String> outputs) {
    /**
     * What the graph is given.
     *
     * @param type one of {@link Onnx.TensorProto}'s, 0 if nothing is said
     * @param dimensions −1 where any size will do; empty if nothing is said
     */
    record Input(String name, int type, long[] dimensions) {}

    /**
     * The constant that a node takes.
     *
     * @throws OnnxException if what it takes is not constant
     */
    Tensor constant(Node node, int index) {
        Tensor tensor = constants.get(node.input(index));
        if (tensor == null) {
            throw node.refused("takes '" + node.input(index)
                    + "', which is no constant of the file; export a trained network of dense layers");
        }
        return tensor;
    }

    /** Which nodes take a value, by its name. */
    Map<String, List<Node>> users() {
        Map<String, List<Node>> out = new HashMap<>();
        for (Node node : nodes) {
            for (String input : node.inputs()) {
                List<Node> users = out.computeIfAbsent(input, name -> new ArrayList<>());
                if (users.isEmpty() || users.getLast() != node) {
                    users.add(node);
                }
            }
        }
        return out;
    }
}
