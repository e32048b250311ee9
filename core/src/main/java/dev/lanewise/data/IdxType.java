package dev.lanewise.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What an IDX file's numbers are: the third byte of the file tells. All are big-endian. */
public enum IdxType {
    UNSIGNED_BYTE(0x08, Byte.BYTES),
    BYTE(0x09, Byte.BYTES),
    SHORT(0x0B, Short.BYTES),
    INT(0x0C, Integer.BYTES),
    FLOAT(0x0D, Float.BYTES),
    DOUBLE(0x0E, Double.BYTES);

    private final int code;
    private final int bytes;

    IdxType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static Optional<IdxType> of(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    /** The length of a number. */
    int bytes() {
        return bytes;
    }

    /** The number at an index. */
    double value(ByteBuffer numbers, int index) {
        return switch (this) {
            case UNSIGNED_BYTE -> numbers.get(index) & 0xFF;
            case BYTE -> numbers.get(index);
            case SHORT -> numbers.getShort(index * bytes);
            case INT -> numbers.getInt(index * bytes);
            case FLOAT -> numbers.getFloat(index * bytes);
            case DOUBLE -> numbers.getDouble(index * bytes);
        };
    }
}
