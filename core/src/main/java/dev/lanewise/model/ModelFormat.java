package dev.lanewise.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What kind of file a model is in, by how it begins. */
enum ModelFormat {
    SAFETENSORS,
    ONNX;

    private static final int HEADER_LENGTH = 8;

    /** An ONNX file begins with its first field, the version of the format: its tag, and a small number. */
    private static final int IR_VERSION_TAG = 0x08;

    private static final int NEWEST_IR_VERSION = 0x1F;

    private static final String PICKLE =
            "is a pickle of Python, which may run any program once it is read; write the weights as safetensors or ONNX";

    private static final String PYTORCH =
            "is a pickle of PyTorch, which may run any program once it is read; in Python,"
                    + " save the weights with safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")";

    /** Beginnings of files that people give for models, and what to do with these. */
    private static final Map<String, String> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("PK\003\004", PYTORCH); // a zip archive, as torch.save makes it
        OTHERS.put("\200\002", PYTORCH); // as it made it before
        for (char protocol = 3; protocol <= 5; protocol++) {
            OTHERS.put("\200" + protocol, PICKLE);
        }
        OTHERS.put("\211HDF", "is an HDF5 file, as Keras writes it; export the network as ONNX, as with tf2onnx");
        OTHERS.put("GGUF", "is a GGUF file; give a network of dense layers, as safetensors or ONNX");
        OTHERS.put("\037\213", "is compressed by gzip; decompress it with gunzip");
        OTHERS.put("<", "is a page of HTML or XML, perhaps instead of a download; download it again");
    }

    /**
     * Looks at the first bytes.
     *
     * @throws ModelFileException if they are of a file that is known and not read
     */
    static ModelFormat of(Path file, FileChannel in) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_LENGTH + 1).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && in.read(bytes, bytes.position()) >= 0) {
            // goes on until all are read, or the file ends
        }
        bytes.flip();
        if (bytes.limit() > HEADER_LENGTH && bytes.get(HEADER_LENGTH) == '{' && bytes.getInt(4) == 0) {
            return SAFETENSORS;
        }
        String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
        OTHERS.forEach((start, what) -> {
            if (text.startsWith(start)) {
                throw new ModelFileException(file, what);
            }
        });
        boolean named = file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
        boolean begins = text.length() > HEADER_LENGTH
                && text.charAt(0) == IR_VERSION_TAG
                && text.charAt(1) <= NEWEST_IR_VERSION
                && bytes.getInt(4) != 0;
        return named || begins ? ONNX : SAFETENSORS;
    }
}
