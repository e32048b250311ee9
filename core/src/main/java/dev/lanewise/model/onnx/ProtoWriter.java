package dev.lanewise.model.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes one message of the protobuf wire format, see {@link WireType}. Methods return this object, to be chained. */
final class ProtoWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A whole number. */
    ProtoWriter number(int field, long value) {
        tag(field, WireType.VARINT);
        varint(value);
        return this;
    }

    /** A float. */
    ProtoWriter real(int field, float value) {
        tag(field, WireType.FIXED32);
        out.writeBytes(littleEndian(value));
        return this;
    }

    /** Text. */
    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message within this one. */
    ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.toBytes());
    }

    /** Floats, four little-endian bytes each. */
    ProtoWriter bytes(int field, float[] values) {
        return bytes(field, littleEndian(values));
    }

    /** What was written. */
    byte[] toBytes() {
        return out.toByteArray();
    }

    private ProtoWriter bytes(int field, byte[] value) {
        tag(field, WireType.BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void tag(int field, int wireType) {
        varint((long) field << WireType.BITS | wireType);
    }

    /** A number without a tag, seven bits a byte, the lowest first; all but the last byte have the highest bit set. */
    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static byte[] littleEndian(float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
