package dev.lanewise.model.onnx;

import dev.lanewise.model.onnx.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A constant of a graph. Its numbers stay in the file's bytes until asked for, and no more is allocated than these fill.
 *
 * @param dimensions its shape; empty for a single number
 * @param type one of {@link TensorProto}'s, also those that are not read
 * @param raw the numbers, little-endian; empty if they are in one of the others
 * @param floats the numbers as packed floats
 * @param integers the numbers as packed varints
 * @param elsewhere whether the numbers are in another file, or in pieces
 */
record Tensor(
        String name,
        long[] dimensions,
        int type,
        ByteBuffer raw,
        ByteBuffer floats,
        ByteBuffer integers,
        boolean elsewhere) {
    private static final long TOO_MANY = 1L << 31;

    /** By {@link TensorProto}'s number. */
    private static final String[] TYPES = {
        "undefined",
        "float32",
        "uint8",
        "int8",
        "uint16",
        "int16",
        "int32",
        "int64",
        "string",
        "bool",
        "float16",
        "float64",
        "uint32",
        "uint64",
        "complex64",
        "complex128",
        "bfloat16"
    };

    /** The same numbers under another name. */
    Tensor named(String other) {
        return new Tensor(other, dimensions, type, raw, floats, integers, elsewhere);
    }

    /** The name of a type, for people. */
    static String typeName(int type) {
        return type >= 0 && type < TYPES.length ? TYPES[type] : "number " + type;
    }

    /** As in [784, 256], for people. */
    String shape() {
        return LongStream.of(dimensions).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * All numbers, row-major.
     *
     * @throws OnnxException if they are not all there, not of a type that is read, or not finite
     */
    float[] toFloats() {
        float[] out =
                switch (type) {
                    case TensorProto.FLOAT -> singles();
                    case TensorProto.FLOAT16, TensorProto.BFLOAT16 -> halves();
                    default ->
                        throw new OnnxException("has the tensor '" + name + "' of type " + typeName(type)
                                + ", where float32, float16 and bfloat16 are read; export the network in float32");
                };
        for (float each : out) {
            if (!Float.isFinite(each)) {
                throw new OnnxException("has " + each + " in the tensor '" + name
                        + "', of which nothing can be computed; give a network whose training did not diverge");
            }
        }
        return out;
    }

    /**
     * All numbers, if they are integers.
     *
     * @throws OnnxException if they are not all there, or not of type int64
     */
    long[] toLongs() {
        if (type != TensorProto.INT64) {
            throw new OnnxException(
                    "has the tensor '" + name + "' of type " + typeName(type) + ", where int64 is read");
        }
        return raw.hasRemaining() ? wholes(Long.BYTES, raw::getLong) : varints();
    }

    private float[] singles() {
        ByteBuffer source = raw.hasRemaining() ? raw : floats;
        float[] out = new float[count(source.remaining() / Float.BYTES)];
        source.asFloatBuffer().get(out);
        return out;
    }

    private float[] halves() {
        long[] bits = raw.hasRemaining() ? wholes(Short.BYTES, raw::getShort) : varints();
        float[] out = new float[bits.length];
        for (int i = 0; i < out.length; i++) {
            short half = (short) bits[i];
            out[i] = type == TensorProto.FLOAT16 ? Float.float16ToFloat(half) : Float.intBitsToFloat(half << 16);
        }
        return out;
    }

    private long[] wholes(int size, IntToLongFunction at) {
        long[] out = new long[count(raw.remaining() / size)];
        Arrays.setAll(out, i -> at.applyAsLong(i * size));
        return out;
    }

    private long[] varints() {
        LongStream.Builder out = LongStream.builder();
        ProtoReader.packed(integers, out);
        long[] values = out.build().toArray();
        count(values.length);
        return values;
    }

    /** How many numbers the shape has, which must be as many as are there. */
    private int count(int there) {
        if (elsewhere) {
            throw new OnnxException("has the numbers of the tensor '" + name
                    + "' in another file; save the model as one file, without external data");
        }
        long wanted = 1;
        for (long each : dimensions) { // as long as there may be more, so that nothing overflows
            wanted = each < 0 || wanted < 0 ? -1 : Math.min(wanted, TOO_MANY) * Math.min(each, TOO_MANY);
        }
        if (wanted != there) {
            throw new OnnxException("has the tensor '" + name + "' of shape " + shape() + ", but " + there
                    + " numbers in it; write or copy it again");
        }
        return there;
    }
}
