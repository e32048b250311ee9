package dev.lanewise.model.onnx;

/**
 * The names of ONNX: numbers of the fields of its messages, see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, and what
 * is used of its operators, see https://onnx.ai/onnx/operators.
 */
final class Onnx {
    /** What is written: IR 7 came with version 13 of the operators, which all readers since the end of 2020 take. */
    static final int IR_VERSION = 7;

    static final int OPERATORS_VERSION = 13;

    /** What is written where there is LayerNormalization, which is an operator from version 17 on, of 2022. */
    static final int NORM_IR_VERSION = 8;

    static final int NORM_OPERATORS_VERSION = 17;

    /** The first version whose arithmetic broadcasts as NumPy does. */
    static final int OLDEST_OPERATORS_VERSION = 7;

    private Onnx() {}

    /** The whole file. */
    static final class ModelProto {
        static final int IR_VERSION = 1;
        static final int PRODUCER_NAME = 2;
        static final int GRAPH = 7;
        static final int OPSET_IMPORT = 8;
        static final int METADATA_PROPS = 14;

        private ModelProto() {}
    }

    /** Which version of a set of operators is meant. */
    static final class OperatorSetIdProto {
        static final int DOMAIN = 1;
        static final int VERSION = 2;

        private OperatorSetIdProto() {}
    }

    /** A note. */
    static final class StringStringEntryProto {
        static final int KEY = 1;
        static final int VALUE = 2;

        private StringStringEntryProto() {}
    }

    /** Nodes, constants, inputs and outputs. */
    static final class GraphProto {
        static final int NODE = 1;
        static final int NAME = 2;
        static final int INITIALIZER = 5;
        static final int INPUT = 11;
        static final int OUTPUT = 12;
        static final int SPARSE_INITIALIZER = 15;

        private GraphProto() {}
    }

    /** One operation. */
    static final class NodeProto {
        static final int INPUT = 1;
        static final int OUTPUT = 2;
        static final int NAME = 3;
        static final int OP_TYPE = 4;
        static final int ATTRIBUTE = 5;
        static final int DOMAIN = 7;

        private NodeProto() {}
    }

    /** A setting of a node. */
    static final class AttributeProto {
        static final int NAME = 1;
        static final int F = 2;
        static final int I = 3;
        static final int S = 4;
        static final int T = 5;
        static final int TYPE = 20;

        /** Values of {@link #TYPE}. */
        static final int FLOAT = 1;

        static final int INT = 2;

        private AttributeProto() {}
    }

    /** Numbers. */
    static final class TensorProto {
        static final int DIMS = 1;
        static final int DATA_TYPE = 2;
        static final int SEGMENT = 3;
        static final int FLOAT_DATA = 4;
        static final int INT32_DATA = 5;
        static final int INT64_DATA = 7;
        static final int NAME = 8;
        static final int RAW_DATA = 9;
        static final int DATA_LOCATION = 14;

        /** Values of {@link #DATA_TYPE}. */
        static final int FLOAT = 1;

        static final int INT64 = 7;
        static final int FLOAT16 = 10;
        static final int BFLOAT16 = 16;

        private TensorProto() {}
    }

    /** The name and type of an input or output. */
    static final class ValueInfoProto {
        static final int NAME = 1;
        static final int TYPE = 2;
        static final int DOC_STRING = 3;

        private ValueInfoProto() {}
    }

    /** The type of a value. */
    static final class TypeProto {
        static final int TENSOR_TYPE = 1;
        static final int ELEM_TYPE = 1;
        static final int SHAPE = 2;

        private TypeProto() {}
    }

    /** The shape of a value. */
    static final class TensorShapeProto {
        static final int DIM = 1;
        static final int DIM_VALUE = 1;
        static final int DIM_PARAM = 2;

        private TensorShapeProto() {}
    }
}
