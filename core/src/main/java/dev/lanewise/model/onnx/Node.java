package dev.lanewise.model.onnx;

import java.util.List;
import java.util.Map;

/**
 * One operation of a graph.
 *
 * @param name may be empty
 * @param operator such as Gemm, with its domain in front if it is not ONNX's own
 * @param inputs names of values; empty for an optional one that is left out
 */
record Node(
        String name, String operator, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
    /** A setting; which of the values counts, the operator says. */
    record Attribute(float real, long integer, String text, Tensor tensor) {}

    /** For people: the name of a node, or of its result where it has none, and the operator. */
    String describe() {
        return "node '" + (name.isEmpty() && !outputs.isEmpty() ? outputs.getFirst() : name) + "' (" + operator + ")";
    }

    /** The name of an input; empty if it is left out. */
    String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /**
     * The name of the result.
     *
     * @throws OnnxException if there is none
     */
    String output() {
        if (outputs.isEmpty()) {
            throw new OnnxException("has the " + describe() + " without a result; write or copy it again");
        }
        return outputs.getFirst();
    }

    float real(String attribute, float otherwise) {
        return attributes.containsKey(attribute) ? attributes.get(attribute).real() : otherwise;
    }

    long integer(String attribute, long otherwise) {
        return attributes.containsKey(attribute) ? attributes.get(attribute).integer() : otherwise;
    }

    String text(String attribute, String otherwise) {
        return attributes.containsKey(attribute) ? attributes.get(attribute).text() : otherwise;
    }

    /** What is wrong with this node, and what to do. */
    OnnxException refused(String why) {
        return new OnnxException("has the " + describe() + ", which " + why);
    }
}
