package dev.lanewise.model.onnx;

import dev.lanewise.model.onnx.Onnx.AttributeProto;
import dev.lanewise.model.onnx.Onnx.GraphProto;
import dev.lanewise.model.onnx.Onnx.ModelProto;
import dev.lanewise.model.onnx.Onnx.NodeProto;
import dev.lanewise.model.onnx.Onnx.OperatorSetIdProto;
import dev.lanewise.model.onnx.Onnx.TensorProto;
import dev.lanewise.model.onnx.Onnx.TensorShapeProto;
import dev.lanewise.model.onnx.Onnx.TypeProto;
import dev.lanewise.model.onnx.Onnx.ValueInfoProto;
import java.nio.ByteBuffer;

/** Makes models by hand, node by node, as other programs may write them. */
final class GraphBuilder {
    private final ProtoWriter graph = new ProtoWriter();
    private long operators = 13;

    GraphBuilder operators(long version) {
        operators = version;
        return this;
    }

    GraphBuilder typed(String name, int type, long... shape) {
        graph.message(GraphProto.INPUT, value(name, type, shape));
        return this;
    }

    GraphBuilder input(String name, long... shape) {
        return typed(name, TensorProto.FLOAT, shape);
    }

    GraphBuilder output(String name) {
        graph.message(GraphProto.OUTPUT, value(name, TensorProto.FLOAT));
        return this;
    }

    /** Where the shape has −1, it has a name. */
    private static ProtoWriter value(String name, int type, long... shape) {
        ProtoWriter dimensions = new ProtoWriter();
        for (long each : shape) {
            ProtoWriter size = each < 0
                    ? new ProtoWriter().text(TensorShapeProto.DIM_PARAM, "batch")
                    : new ProtoWriter().number(TensorShapeProto.DIM_VALUE, each);
            dimensions.message(TensorShapeProto.DIM, size);
        }
        ProtoWriter tensor = new ProtoWriter().number(TypeProto.ELEM_TYPE, type);
        if (shape.length > 0) {
            tensor.message(TypeProto.SHAPE, dimensions);
        }
        return new ProtoWriter()
                .text(ValueInfoProto.NAME, name)
                .message(ValueInfoProto.TYPE, new ProtoWriter().message(TypeProto.TENSOR_TYPE, tensor));
    }

    GraphBuilder constant(String name, float[] values, long... shape) {
        graph.message(GraphProto.INITIALIZER, tensor(name, values, shape));
        return this;
    }

    GraphBuilder constant(ProtoWriter tensor) {
        graph.message(GraphProto.INITIALIZER, tensor);
        return this;
    }

    static ProtoWriter tensor(String name, float[] values, long... shape) {
        return tensor(name, TensorProto.FLOAT, shape).bytes(TensorProto.RAW_DATA, values);
    }

    /** Without numbers. */
    static ProtoWriter tensor(String name, int type, long... shape) {
        ProtoWriter out = new ProtoWriter().text(TensorProto.NAME, name).number(TensorProto.DATA_TYPE, type);
        for (long each : shape) {
            out.number(TensorProto.DIMS, each);
        }
        return out;
    }

    static ProtoWriter integers(String name, long... values) {
        ProtoWriter packed = new ProtoWriter();
        for (long each : values) {
            packed.varint(each);
        }
        return tensor(name, TensorProto.INT64, values.length).message(TensorProto.INT64_DATA, packed);
    }

    /** A node of one result, and that result's name: {@code y = Gemm x w b}. */
    GraphBuilder node(String formula, ProtoWriter... attributes) {
        String[] words = formula.split(" ");
        ProtoWriter node = new ProtoWriter().text(NodeProto.OUTPUT, words[0]).text(NodeProto.OP_TYPE, words[2]);
        for (int i = 3; i < words.length; i++) {
            node.text(NodeProto.INPUT, words[i].equals("-") ? "" : words[i]);
        }
        for (ProtoWriter each : attributes) {
            node.message(NodeProto.ATTRIBUTE, each);
        }
        graph.message(GraphProto.NODE, node.text(NodeProto.NAME, words[0] + "_node"));
        return this;
    }

    static ProtoWriter attribute(String name, long value) {
        return new ProtoWriter().text(AttributeProto.NAME, name).number(AttributeProto.I, value);
    }

    static ProtoWriter attribute(String name, float value) {
        return new ProtoWriter().text(AttributeProto.NAME, name).real(AttributeProto.F, value);
    }

    static ProtoWriter attribute(String name, ProtoWriter tensor) {
        return new ProtoWriter().text(AttributeProto.NAME, name).message(AttributeProto.T, tensor);
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(new ProtoWriter()
                .number(ModelProto.IR_VERSION, 8)
                .message(ModelProto.GRAPH, graph)
                .message(ModelProto.OPSET_IMPORT, new ProtoWriter().number(OperatorSetIdProto.VERSION, operators))
                .toBytes());
    }
}
