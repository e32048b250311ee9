package dev.lanewise.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files of named tensors: eight bytes of header length, a JSON header, the data, all little-endian. See
 * https://huggingface.co/docs/safetensors. Written are float32, read float16 and bfloat16 too.
 */
public final class Safetensors {
    static final String METADATA = "__metadata__";

    /** A tensor, row-major. */
    public record Tensor(long[] shape, float[] data) {}

    /** What a file holds, in file order. */
    public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

    private Safetensors() {}

    /** Writes the file whole or not at all. */
    public static void write(Path file, Contents contents) throws IOException {
        WholeFile.write(file, out -> {
            byte[] header = header(contents);
            ByteBuffer start =
                    littleEndian(8 + header.length).putLong(header.length).put(header);
            WholeFile.writeFully(out, start.flip());
            for (Tensor each : contents.tensors.values()) {
                ByteBuffer bytes = littleEndian(Math.multiplyExact(4, each.data.length));
                bytes.asFloatBuffer().put(each.data);
                WholeFile.writeFully(out, bytes);
            }
        });
    }

    /**
     * Reads a file.
     *
     * @throws ModelFileException if it is missing or not a whole safetensors file of floats
     */
    public static Contents read(Path file) {
        return WholeFile.read(file, in -> new SafetensorsReader(file, in).read());
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
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
}
