package dev.lanewise.model;

import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a file of {@link Safetensors}. Nothing is allocated before it is known to be there. */
final class SafetensorsReader {
    /** The format's own limit on the header. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final String ADVICE = "; give a model.safetensors of lanewise, or of PyTorch's safetensors.torch";

    /** Types of numbers, by the words of the format. */
    private enum Type {
        F32(4),
        F16(2),
        BF16(2);

        private final int size;

        Type(int size) {
            this.size = size;
        }

        private float[] floats(ByteBuffer bytes) {
            float[] out = new float[bytes.remaining() / size];
            for (int i = 0; i < out.length; i++) {
                out[i] = switch (this) {
                    case F32 -> bytes.getFloat();
                    case F16 -> Float.float16ToFloat(bytes.getShort());
                    case BF16 -> Float.intBitsToFloat(bytes.getShort() << 16);
                };
            }
            return out;
        }
    }

    /** Where a tensor is, in bytes of the data. */
    private record Entry(String name, Type type, long[] shape, long begin, long end) {}

    private final Path file;
    private final FileChannel in;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    SafetensorsReader(Path file, FileChannel in) {
        this.file = file;
        this.in = in;
    }

    Contents read() throws IOException {
        long size = in.size();
        if (size < 8) {
            throw new EOFException();
        }
        long length = littleEndian(8).getLong();
        if (length < 2 || length > LONGEST_HEADER) {
            throw new ModelFileException(
                    file,
                    "is not a safetensors file: its header would be " + Long.toUnsignedString(length) + " bytes"
                            + ADVICE);
        }
        if (length > size - 8) {
            throw new EOFException();
        }
        header(new String(littleEndian((int) length).array(), StandardCharsets.UTF_8));
        long end = entries.isEmpty() ? 0 : entries.getLast().end;
        if (end > size - 8 - length) {
            throw new EOFException();
        }
        if (end < size - 8 - length) {
            throw new ModelFileException(file, "is too long; copy it again");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Entry each : entries) {
            ByteBuffer bytes = littleEndian((int) (each.end - each.begin));
            tensors.put(each.name, new Tensor(each.shape, each.type.floats(bytes)));
        }
        return new Contents(tensors, metadata);
    }

    private ByteBuffer littleEndian(int size) throws IOException {
        return WholeFile.readFully(in, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void header(String text) {
        try {
            HeaderJson.object(text.stripTrailing()).forEach((name, value) -> {
                if (!(value instanceof Map<?, ?> members)) {
                    throw new IllegalArgumentException("'" + name + "' is not an object");
                }
                if (name.equals(Safetensors.METADATA)) {
                    members.forEach((key, note) -> metadata.put((String) key, string(note)));
                } else {
                    entries.add(entry(name, members));
                }
            });
            requireNoGaps();
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(file, "has a header that cannot be used: " + e.getMessage() + ADVICE);
        }
    }

    private static Entry entry(String name, Map<?, ?> members) {
        Type type = type(name, members.get("dtype"));
        long[] shape = numbers(name, members.get("shape"));
        long[] offsets = numbers(name, members.get("data_offsets"));
        long bytes = bytes(type, shape);
        if (offsets.length != 2 || bytes < 0 || offsets[0] < 0 || offsets[1] - offsets[0] != bytes) {
            throw new IllegalArgumentException("tensor '" + name + "' has a shape that does not fit its data");
        }
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    private static Type type(String name, Object word) {
        for (Type each : Type.values()) {
            if (each.name().equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("tensor '" + name + "' is of type " + word + ", not F32, F16 or BF16"
                + ("F64".equals(word) ? " (PyTorch's model.float() makes it F32)" : ""));
    }

    /** The size of a tensor; −1 if that cannot be, or is too much for an array. */
    private static long bytes(Type type, long[] shape) {
        long bytes = type.size;
        for (long each : shape) {
            if (each < 0 || each > Integer.MAX_VALUE) {
                return -1;
            }
            bytes *= each;
            if (bytes > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return bytes;
    }

    /** Sorts the tensors by their place, and checks that each begins where the one before ends. */
    private void requireNoGaps() {
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry each : entries) {
            if (each.begin != end) {
                throw new IllegalArgumentException(
                        "tensor '" + each.name + "' does not begin where the one before it ends");
            }
            end = each.end;
        }
    }

    private static String string(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the metadata are not all strings");
    }

    private static long[] numbers(String name, Object list) {
        if (list instanceof List<?> values && values.stream().allMatch(Long.class::isInstance)) {
            return values.stream().mapToLong(Long.class::cast).toArray();
        }
        throw new IllegalArgumentException("tensor '" + name + "' lacks a list of whole numbers");
    }
}
