package dev.lanewise.model.onnx;

/**
 * How the fields of a protobuf message are encoded: a tag, {@code field << 3 | wire type}, then the value. See
 * https://protobuf.dev/programming-guides/encoding.
 */
final class WireType {
    /** How many bits of a tag are the wire type. */
    static final int BITS = 3;

    /** A whole number, seven bits a byte. */
    static final int VARINT = 0;

    /** Eight bytes. */
    static final int FIXED64 = 1;

    /** A length, then so many bytes: text, a message, or packed numbers. */
    static final int BYTES = 2;

    /** Four bytes. */
    static final int FIXED32 = 5;

    private WireType() {}
}
