package dev.lanewise.train;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files of named float32 tensors: eight bytes of header length, a JSON header, the data, all little-endian. See
 * https://huggingface.co/docs/safetensors.
 */
final class Safetensors {
    /** The format's own limit on the header. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final String METADATA = "__metadata__";

    /** A tensor, row-major. */
    record Tensor(long[] shape, float[] data) {}

    /** What a file holds, in file order. */
    record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

    private Safetensors() {}

    /** Writes the file whole or not at all. */
    static void write(Path file, Contents contents) throws IOException {
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
    static Contents read(Path file) {
        try (FileChannel in = FileChannel.open(file)) {
            return read(file, in);
        } catch (NoSuchFileException e) {
            throw new ModelFileException(file, "does not exist; check the path");
        } catch (EOFException e) {
            throw new ModelFileException(file, "is cut short; write or copy it again");
        } catch (IOException e) {
            throw new ModelFileException(file, "cannot be read (" + e + "); check that it is a readable file");
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
        try {
            return contents(file, HeaderJson.object(text.stripTrailing()), in, size - 8 - length);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new ModelFileException(
                    file,
                    "has a header that is not that of a safetensors file (" + e.getMessage()
                            + "); give a model.safetensors that lanewise wrote");
        }
    }

    private static Contents contents(Path file, Map<String, Object> header, FileChannel in, long dataSize)
            throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long dataStart = in.position();
        for (Map.Entry<String, Object> each : header.entrySet()) {
            Map<?, ?> value = (Map<?, ?>) each.getValue();
            if (each.getKey().equals(METADATA)) {
                value.forEach((k, v) -> metadata.put((String) k, (String) v));
            } else {
                tensors.put(each.getKey(), tensor(file, each.getKey(), value, in, dataStart, dataSize));
            }
        }
        return new Contents(tensors, metadata);
    }

    private static Tensor tensor(Path file, String name, Map<?, ?> entry, FileChannel in, long dataStart, long dataSize)
            throws IOException {
        if (!"F32".equals(entry.get("dtype"))) {
            throw new ModelFileException(
                    file, "has tensor '" + name + "' of type " + entry.get("dtype") + ", but only F32 is supported");
        }
        long[] shape = numbers(entry.get("shape"));
        long[] offsets = numbers(entry.get("data_offsets"));
        long elements = 1;
        for (long each : shape) {
            elements = each < 0 ? -1 : Math.multiplyHigh(elements, each) == 0 ? elements * each : -1;
            if (elements < 0) {
                break;
            }
        }
        boolean fits = offsets.length == 2
                && offsets[0] >= 0
                && offsets[1] >= offsets[0]
                && elements >= 0
                && elements <= Integer.MAX_VALUE / 4
                && offsets[1] - offsets[0] == 4 * elements;
        if (!fits) {
            throw new ModelFileException(
                    file, "has tensor '" + name + "' whose shape does not fit its data; write or copy it again");
        }
        if (offsets[1] > dataSize) {
            throw new EOFException();
        }
        in.position(dataStart + offsets[0]);
        float[] data = new float[(int) elements];
        readFully(in, (int) (4 * elements)).asFloatBuffer().get(data);
        return new Tensor(shape, data);
    }

    private static long[] numbers(Object list) {
        if (!(list instanceof List<?> values)) {
            throw new IllegalArgumentException("expected a list of numbers");
        }
        return values.stream().mapToLong(v -> (Long) v).toArray();
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
