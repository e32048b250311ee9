package dev.lanewise.model.onnx;

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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Reads a {@link Graph} from the bytes of a model. The depth is that of the messages named here, as graphs within nodes are passed
 * over; how much is made of a file is limited.
 */
final class GraphReader {
    /** A network of dense layers has some ten parts a layer. */
    private static final int MOST_PARTS = 100_000;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new HashMap<>();
    private final List<Graph.Input> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private long operatorsVersion;
    private boolean graphSeen;
    private int parts;

    private GraphReader() {}

    /**
     * Reads a model.
     *
     * @throws OnnxException if the bytes are not one, or need what is not read
     */
    static Graph read(ByteBuffer bytes) {
        GraphReader reader = new GraphReader();
        reader.model(new ProtoReader(bytes));
        reader.inputs.removeIf(each -> reader.constants.containsKey(each.name())); // they were defaults once
        return new Graph(reader.metadata, reader.nodes, reader.constants, reader.inputs, reader.outputs);
    }

    private void model(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case ModelProto.OPSET_IMPORT -> operators(in.message());
                case ModelProto.GRAPH -> {
                    graphSeen = true;
                    graph(in.message());
                }
                case ModelProto.METADATA_PROPS -> note(in.message());
                default -> {}
            }
        }
        if (!graphSeen || operatorsVersion == 0) {
            throw new OnnxException("is cut short, or no ONNX model: it lacks "
                    + (graphSeen ? "the version of its operators" : "a graph") + "; write or copy it again");
        }
        if (operatorsVersion < Onnx.OLDEST_OPERATORS_VERSION) {
            throw new OnnxException("uses version " + operatorsVersion + " of ONNX's operators, where "
                    + Onnx.OLDEST_OPERATORS_VERSION + " and later are read; export it anew, as with opset_version="
                    + Onnx.OPERATORS_VERSION);
        }
    }

    private void operators(ProtoReader in) {
        String domain = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case OperatorSetIdProto.DOMAIN -> domain = in.text();
                case OperatorSetIdProto.VERSION -> version = in.number();
                default -> {}
            }
        }
        if (domain.isEmpty() || domain.equals("ai.onnx")) {
            operatorsVersion = version;
        }
    }

    private void note(ProtoReader in) {
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case StringStringEntryProto.KEY -> key = in.text();
                case StringStringEntryProto.VALUE -> value = in.text();
                default -> {}
            }
        }
        metadata.put(counted(key), value);
    }

    private void graph(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case GraphProto.NODE -> node(in.message());
                case GraphProto.INITIALIZER -> {
                    Tensor tensor = tensor(in.message());
                    constant(tensor.name(), tensor);
                }
                case GraphProto.INPUT -> inputs.add(counted(value(in.message())));
                case GraphProto.OUTPUT ->
                    outputs.add(counted(value(in.message()).name()));
                case GraphProto.SPARSE_INITIALIZER ->
                    throw new OnnxException("has sparse weights; export the network with dense ones");
                default -> {}
            }
        }
    }

    private void constant(String name, Tensor tensor) {
        if (constants.put(name, tensor) != null) {
            throw new OnnxException("has two constants named '" + name + "'; write or copy it again");
        }
    }

    private void node(ProtoReader in) {
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        Map<String, Node.Attribute> attributes = new HashMap<>();
        String name = "";
        String operator = "";
        String domain = "";
        while (in.next()) {
            switch (in.field()) {
                case NodeProto.INPUT -> from.add(counted(in.text()));
                case NodeProto.OUTPUT -> to.add(counted(in.text()));
                case NodeProto.NAME -> name = in.text();
                case NodeProto.OP_TYPE -> operator = in.text();
                case NodeProto.ATTRIBUTE -> attribute(in.message(), attributes);
                case NodeProto.DOMAIN -> domain = in.text();
                default -> {}
            }
        }
        String full = domain.isEmpty() || domain.equals("ai.onnx") ? operator : domain + "." + operator;
        Node node = counted(new Node(name, full, from, to, attributes));
        if (full.equals("Constant")
                && attributes.containsKey("value")
                && attributes.get("value").tensor() != null) {
            constant(node.output(), attributes.get("value").tensor().named(node.output()));
        } else {
            nodes.add(node);
        }
    }

    private void attribute(ProtoReader in, Map<String, Node.Attribute> attributes) {
        String name = "";
        float real = 0;
        long integer = 0;
        String text = "";
        Tensor tensor = null;
        while (in.next()) {
            switch (in.field()) {
                case AttributeProto.NAME -> name = in.text();
                case AttributeProto.F -> real = in.real();
                case AttributeProto.I -> integer = in.number();
                case AttributeProto.S -> text = in.text();
                case AttributeProto.T -> tensor = tensor(in.message());
                default -> {}
            }
        }
        attributes.put(counted(name), new Node.Attribute(real, integer, text, tensor));
    }

    private Tensor tensor(ProtoReader in) {
        LongStream.Builder dimensions = LongStream.builder();
        String name = "";
        int type = 0;
        ByteBuffer raw = NOTHING;
        ByteBuffer floats = NOTHING;
        ByteBuffer integers = NOTHING;
        boolean elsewhere = false;
        while (in.next()) {
            switch (in.field()) {
                case TensorProto.DIMS -> in.numbers(each -> dimensions.add(counted(each)));
                case TensorProto.DATA_TYPE -> type = (int) in.number();
                case TensorProto.SEGMENT -> elsewhere = true;
                case TensorProto.FLOAT_DATA -> floats = in.bytes();
                case TensorProto.INT32_DATA, TensorProto.INT64_DATA -> integers = in.bytes();
                case TensorProto.NAME -> name = in.text();
                case TensorProto.RAW_DATA -> raw = in.bytes();
                case TensorProto.DATA_LOCATION -> elsewhere |= in.number() != 0;
                default -> {}
            }
        }
        long[] shape = dimensions.build().toArray();
        return counted(new Tensor(name, shape, type, raw, floats, integers, elsewhere));
    }

    private Graph.Input value(ProtoReader in) {
        LongStream.Builder dimensions = LongStream.builder();
        String name = "";
        int type = 0;
        while (in.next()) {
            if (in.field() == ValueInfoProto.NAME) {
                name = in.text();
            } else if (in.field() == ValueInfoProto.TYPE) {
                ProtoReader tensor = within(in.message(), TypeProto.TENSOR_TYPE);
                while (tensor.next()) {
                    switch (tensor.field()) {
                        case TypeProto.ELEM_TYPE -> type = (int) tensor.number();
                        case TypeProto.SHAPE -> shape(tensor.message(), dimensions);
                        default -> {}
                    }
                }
            }
        }
        return new Graph.Input(name, type, dimensions.build().toArray());
    }

    /** The message in this field; an empty one if there is none. */
    private static ProtoReader within(ProtoReader in, int field) {
        while (in.next()) {
            if (in.field() == field) {
                return in.message();
            }
        }
        return new ProtoReader(NOTHING);
    }

    private void shape(ProtoReader in, LongStream.Builder dimensions) {
        while (in.next()) {
            if (in.field() == TensorShapeProto.DIM) {
                ProtoReader size = in.message();
                long value = -1;
                while (size.next()) {
                    value = size.field() == TensorShapeProto.DIM_VALUE ? size.number() : value;
                }
                dimensions.add(counted(value));
            }
        }
    }

    private <T> T counted(T part) {
        parts++;
        if (parts > MOST_PARTS) {
            throw new OnnxException("has more than " + MOST_PARTS + " parts, which no network of dense layers has");
        }
        return part;
    }
}
