package dev.lanewise.model.onnx;

import dev.lanewise.model.onnx.Onnx.TensorProto;
import java.util.Arrays;

/** What a graph does to its input before the first layer: it becomes rows of floats, which may be scaled. */
final class GraphInput {
    private static final int MATRIX = 2;
    private static final int UNKNOWN = -1;

    private final Graph graph;
    private final Graph.Input declared;
    private Scaling scaling = Scaling.NONE;
    private boolean floats;
    private boolean rows;
    private long width;

    GraphInput(Graph graph) {
        this.graph = graph;
        this.declared = graph.inputs().getFirst();
        this.floats = isFloat(declared.type()) || declared.type() == 0;
        this.rows = declared.dimensions().length == MATRIX || declared.dimensions().length == 0;
        this.width = declared.dimensions().length == 0
                ? UNKNOWN
                : Arrays.stream(declared.dimensions()).skip(1).reduce(1, GraphInput::product);
    }

    private long batch() {
        return declared.dimensions().length == 0 ? UNKNOWN : declared.dimensions()[0];
    }

    private static boolean isFloat(long type) {
        return type == TensorProto.FLOAT || type == TensorProto.FLOAT16 || type == TensorProto.BFLOAT16;
    }

    private static long product(long a, long b) {
        return a <= 0 || b <= 0 || b > Integer.MAX_VALUE / a ? UNKNOWN : a * b;
    }

    /** All axes but the first become one. */
    void flatten(Node node) {
        if (node.integer("axis", 1) != 1) {
            throw node.refused("does not make one row of each example; use axis 1");
        }
        rows = true;
    }

    /** Likewise, by sizes. */
    void reshape(Node node) {
        long[] sizes = graph.constant(node, 1).toLongs();
        boolean perExample = sizes.length == MATRIX
                && (sizes[1] > 0 || sizes[1] == -1 && (sizes[0] == 0 || sizes[0] > 0 && sizes[0] == batch()))
                && (width == UNKNOWN || sizes[1] == -1 || sizes[1] == width);
        if (!perExample) {
            throw node.refused("does not make one row of each example; use Flatten");
        }
        width = sizes[1] == -1 ? width : sizes[1];
        rows = true;
    }

    /** Numbers of another type become floats. */
    void cast(Node node) {
        long type = node.integer("to", 0);
        if (!isFloat(type)) {
            throw node.refused("makes numbers of type " + Tensor.typeName((int) type)
                    + ", where float32 is read; export the network in float32");
        }
        floats = true;
    }

    /** A sum, difference, product or quotient of the value and constants. */
    void arithmetic(Node node, String value) {
        boolean first = node.input(0).equals(value);
        double[] constants = constants(node, graph.constant(node, first ? 1 : 0));
        scaling = switch (node.operator()) {
            case "Add" -> scaling.plus(constants);
            case "Sub" ->
                first ? scaling.plus(negative(constants)) : scaling.negative().plus(constants);
            case "Mul" -> scaling.times(constants);
            default -> {
                if (!first) {
                    throw node.refused("divides by its input; scale inputs by constants");
                }
                yield scaling.over(constants);
            }
        };
    }

    private static double[] constants(Node node, Tensor tensor) {
        float[] values = tensor.toFloats();
        long[] shape = tensor.dimensions();
        if (values.length == 0 || values.length > 1 && shape[shape.length - 1] == 1) {
            throw node.refused("scales by '" + tensor.name() + "' of shape " + tensor.shape()
                    + ", which is not one number for each feature; scale by one, or by one for each");
        }
        double[] out = new double[values.length];
        Arrays.setAll(out, i -> values[i]);
        return out;
    }

    private static double[] negative(double[] values) {
        return Arrays.stream(values).map(each -> -each).toArray();
    }

    /**
     * How the input is scaled.
     *
     * @param features the inputs of the first layer
     * @throws OnnxException if it is not rows of so many floats
     */
    Scaling scaling(int features) {
        String name = "has the input '" + declared.name() + "' ";
        if (!rows) {
            throw new OnnxException(name + "of " + declared.dimensions().length
                    + " axes, of which no Flatten makes rows; export a network of dense layers");
        }
        if (!floats) {
            throw new OnnxException(name + "of type " + Tensor.typeName(declared.type())
                    + ", of which no Cast makes floats; export the network in float32");
        }
        if (width != UNKNOWN && width != features) {
            throw new OnnxException(name + "of " + width + " numbers an example, but a first layer of " + features
                    + " inputs; write or copy it again");
        }
        if (!scaling.fits(features)) {
            throw new OnnxException(name + "scaled by numbers that are not finite, or not one for each of its "
                    + features + " features; write or copy it again");
        }
        return scaling;
    }
}
