package dev.lanewise.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files of named float32 tensors: eight bytes of header length, a JSON header, the data, all little-endian. See
 * https://huggingface.co/docs/safetensors.
 */
public final class Safetensors {
    /** The format's own limit on the header. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final String METADATA = "__metadata__";

    private static final String CUT_SHORT = "cut short; write or copy it again";

    /** A tensor, row-major. */
    public record Tensor(long[] shape, float[] data) {}

    /** What a file holds, in file order. */
    public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

    /** Where a tensor is, in bytes of the data. */
    private record Entry(String name, long[] shape, long begin, long end) {}

    private Safetensors() {}

    /** Writes the file whole or not at all. */
    public static void write(Path file, Contents contents) throws IOException {
        String name = "." + file.getFileName() + "-" + ProcessHandle.current().pid() + ".part";
        Path part = file.resolveSibling(name); // with the usual permissions, unlike temporary files
        try {
            try (FileChannel out = FileChannel.open(
                    part, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                byte[] header = header(contents);
                ByteBuffer start =
                        littleEndian(8 + header.length).putLong(header.length).put(header);
                writeFully(out, start.flip());
                for (Tensor each : contents.tensors.values()) {
                    ByteBuffer bytes = littleEndian(Math.multiplyExact(4, each.data.length));
                    bytes.asFloatBuffer().put(each.data);
                    writeFully(out, bytes);
                }
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static byte[] header(Contents contents) {
        StringBuilder json = new StringBuilder("{\"" + METADATA + "\":{");
        String separator = "";
        for (Map.Entry<String, String> each : new TreeMap<>(contents.metadata).entrySet()) {
            json.append(separator).append(HeaderJson.quote(each.getKey())).append(':');
            json.append(HeaderJson.quote(each.getValue()));
            separator = ",";
        }
        json.append('}');
        long offset = 0;
        for (Map.Entry<String, Tensor> each : contents.tensors.entrySet()) {
            long end = offset + 4L * each.getValue().data.length;
            json.append(',').append(HeaderJson.quote(each.getKey())).append(":{\"dtype\":\"F32\",\"shape\":[");
            separator = "";
            for (long size : each.getValue().shape) {
                json.append(separator).append(size);
                separator = ",";
            }
            json.append("],\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]}");
            offset = end;
        }
        json.append('}');
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[(text.length + 7) / 8 * 8]; // data starts at a multiple of 8
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(text, 0, padded, 0, text.length);
        return padded;
    }

    /**
     * Reads a file.
     *
     * @throws ModelFileException if it is missing or not a whole safetensors file of float32
     */
    public static Contents read(Path file) {
        try (FileChannel in = FileChannel.open(file)) {
            return read(file, in);
        } catch (NoSuchFileException e) {
            throw new ModelFileException(file, "does not exist; check the path");
        } catch (AccessDeniedException e) {
            throw new ModelFileException(file, "may not be read by this user; change its permissions");
        } catch (EOFException e) {
            throw new ModelFileException(file, "is " + CUT_SHORT);
        } catch (IOException e) {
            throw new ModelFileException(file, "cannot be read (" + e.getMessage() + "); give a readable file");
        }
    }

    private static Contents read(Path file, FileChannel in) throws IOException {
        long size = in.size();
        if (size < 8) {
            throw new EOFException();
        }
        long length = readFully(in, 8).getLong();
        if (length < 2 || length > LONGEST_HEADER) {
            throw new ModelFileException(
                    file,
                    "is not a safetensors file: its header would be " + Long.toUnsignedString(length)
                            + " bytes; give a model.safetensors that lanewise wrote");
        }
        if (length > size - 8) {
            throw new EOFException();
        }
        String text = new String(readFully(in, (int) length).array(), StandardCharsets.UTF_8);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        try {
            HeaderJson.object(text.stripTrailing()).forEach((name, value) -> {
                if (!(value instanceof Map<?, ?> members)) {
                    throw new IllegalArgumentException("'" + name + "' is not an object");
                }
                if (name.equals(METADATA)) {
                    members.forEach((key, note) -> metadata.put((String) key, string(note)));
                } else {
                    entries.add(entry(name, members));
                }
            });
            requireNoGaps(entries);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(
                    file,
                    "has a header that cannot be used: " + e.getMessage()
                            + "; give a model.safetensors that lanewise wrote");
        }
        long end = entries.isEmpty() ? 0 : entries.getLast().end;
        if (end != size - 8 - length) {
            throw new ModelFileException(
                    file, "is " + (end > size - 8 - length ? CUT_SHORT : "too long; copy it again"));
        }
        return new Contents(data(in, entries), metadata);
    }

    private static Entry entry(String name, Map<?, ?> members) {
        if (!"F32".equals(members.get("dtype"))) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' is of type " + members.get("dtype") + ", not F32");
        }
        long[] shape = numbers(name, members.get("shape"));
        long[] offsets = numbers(name, members.get("data_offsets"));
        long bytes = bytes(shape);
        if (offsets.length != 2 || bytes < 0 || offsets[0] < 0 || offsets[1] - offsets[0] != bytes) {
            throw new IllegalArgumentException("tensor '" + name + "' has a shape that does not fit its data");
        }
        return new Entry(name, shape, offsets[0], offsets[1]);
    }

    /** The size of a tensor of float32; −1 if that cannot be, or is too much for an array. */
    private static long bytes(long[] shape) {
        long bytes = 4;
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
    private static void requireNoGaps(List<Entry> entries) {
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

    private static Map<String, Tensor> data(FileChannel in, List<Entry> entries) throws IOException {
        Map<String, Tensor> out = new LinkedHashMap<>();
        for (Entry each : entries) {
            ByteBuffer bytes = readFully(in, (int) (each.end - each.begin));
            float[] values = new float[bytes.remaining() / 4];
            bytes.asFloatBuffer().get(values);
            out.put(each.name, new Tensor(each.shape, values));
        }
        return out;
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

    private static ByteBuffer readFully(FileChannel in, int size) throws IOException {
        ByteBuffer out = littleEndian(size);
        while (out.hasRemaining()) {
            if (in.read(out) < 0) {
                throw new EOFException();
            }
        }
        return out.flip();
    }
}
