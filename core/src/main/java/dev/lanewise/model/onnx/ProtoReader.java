package dev.lanewise.model.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Reads one message of the protobuf wire format, see {@link WireType}: {@link #next} goes to a field, then the method of its
 * kind reads its value. Nothing is copied but text, and no length is believed before it is compared with what is left.
 */
final class ProtoReader {
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer bytes;
    private int field;
    private int wireType;
    private boolean read = true;

    /** Reads from the buffer's position to its limit; the buffer is left as it is. */
    ProtoReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field, past the value of this one if nobody read it; false at the end of the message. */
    boolean next() {
        if (!read) {
            skip();
        }
        if (!bytes.hasRemaining()) {
            return false;
        }
        long tag = varint();
        long number = tag >>> WireType.BITS;
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw damaged();
        }
        field = (int) number;
        wireType = (int) tag & 7;
        read = false;
        return true;
    }

    /** The number of the field that is to be read. */
    int field() {
        return field;
    }

    /** A whole number. */
    long number() {
        expect(WireType.VARINT);
        return varint();
    }

    /** A float. */
    float real() {
        expect(WireType.FIXED32);
        return take(Float.BYTES).getFloat();
    }

    /** Bytes, as a view. */
    ByteBuffer bytes() {
        expect(WireType.BYTES);
        return take(varint());
    }

    /** Text. */
    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** A message within this one. */
    ProtoReader message() {
        return new ProtoReader(bytes());
    }

    /** Whole numbers, one or many: writers may choose. */
    void numbers(LongConsumer each) {
        if (wireType == WireType.BYTES) {
            packed(bytes(), each);
        } else {
            each.accept(number());
        }
    }

    /** All whole numbers of a run of bytes. */
    static void packed(ByteBuffer run, LongConsumer each) {
        ProtoReader reader = new ProtoReader(run);
        while (reader.bytes.hasRemaining()) {
            each.accept(reader.varint());
        }
    }

    private void expect(int wanted) {
        if (wireType != wanted) {
            throw damaged();
        }
        read = true;
    }

    private void skip() {
        read = true;
        switch (wireType) {
            case WireType.VARINT -> varint();
            case WireType.FIXED64 -> take(Long.BYTES);
            case WireType.BYTES -> take(varint());
            case WireType.FIXED32 -> take(Float.BYTES);
            default -> throw damaged();
        }
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            byte next = take(1).get();
            value |= (next & 0x7FL) << 7 * i;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private ByteBuffer take(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new OnnxException("is cut short or damaged; write or copy it again");
        }
        ByteBuffer out = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return out;
    }

    private static OnnxException damaged() {
        return new OnnxException("is damaged, or no ONNX model; write or copy it again");
    }
}
