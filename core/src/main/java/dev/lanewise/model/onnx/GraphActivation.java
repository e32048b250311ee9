package dev.lanewise.model.onnx;

import dev.lanewise.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An activation function that a graph spells out in several nodes, two of which take the same value: SiLU as {@code x ·
 * sigmoid(x)}, GELU as {@code x · (1 + erf(x / √2)) · ½}.
 *
 * @param output the name of its result
 */
record GraphActivation(Activation function, List<Node> nodes, String output) {
    private static final float TOLERANCE = 1e-6f;

    /** The function that begins at a value, if it is one of these. */
    static Optional<GraphActivation> of(Graph graph, Map<String, List<Node>> users, String value) {
        Walk walk = new Walk(graph, users, value);
        if (walk.step("Sigmoid") && walk.timesValue()) {
            return walk.found(Activation.SILU);
        }
        walk = new Walk(graph, users, value);
        boolean scaled = walk.step("Div", (float) Math.sqrt(2));
        if (!scaled) {
            walk = new Walk(graph, users, value);
            scaled = walk.step("Mul", (float) Math.sqrt(0.5));
        }
        if (scaled && walk.step("Erf") && walk.step("Add", 1) && walk.timesValue() && walk.step("Mul", 0.5f)) {
            return walk.found(Activation.GELU);
        }
        return Optional.empty();
    }

    /** From a value on, node by node. */
    private static final class Walk {
        private final Graph graph;
        private final Map<String, List<Node>> users;
        private final String value;
        private final List<Node> nodes = new ArrayList<>();
        private String at;

        Walk(Graph graph, Map<String, List<Node>> users, String value) {
            this.graph = graph;
            this.users = users;
            this.value = value;
            at = value;
        }

        /** Goes through a node that takes what there is, alone, with the value, or with a constant. */
        private boolean go(String operator, String other) {
            for (Node each : users.getOrDefault(at, List.of())) {
                boolean fits = each.operator().equals(operator)
                        && (other.isEmpty()
                                || each.inputs().size() == 2
                                        && each.inputs().contains(other)
                                        && (!operator.equals("Div")
                                                || each.input(0).equals(at)));
                if (fits) {
                    nodes.add(each);
                    at = each.output();
                    return true;
                }
            }
            return false;
        }

        boolean step(String operator) {
            return go(operator, "");
        }

        boolean timesValue() {
            return go("Mul", value);
        }

        boolean step(String operator, float constant) {
            for (Node each : users.getOrDefault(at, List.of())) {
                for (String input : each.inputs()) {
                    if (!input.equals(at) && isConstant(input, constant) && go(operator, input)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isConstant(String name, float wanted) {
            Tensor tensor = graph.constants().get(name);
            if (tensor == null) {
                return false;
            }
            float[] values = tensor.toFloats();
            return values.length == 1 && Math.abs(values[0] - wanted) <= TOLERANCE;
        }

        Optional<GraphActivation> found(Activation function) {
            return Optional.of(new GraphActivation(function, List.copyOf(nodes), at));
        }
    }
}
