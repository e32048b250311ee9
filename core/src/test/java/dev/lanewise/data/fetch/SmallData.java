package dev.lanewise.data.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** A made-up data set of 30 training and 12 test images of 4 x 3 pixels in 3 classes. */
public final class SmallData {
    /** What files of bytes begin with: in three dimensions, and in one. */
    public static final int IMAGES = 0x0803;

    public static final int LABELS = 0x0801;

    public static final int TRAIN = 30;
    public static final int TEST = 12;
    public static final int ROWS = 4;
    public static final int COLUMNS = 3;
    static final int CLASSES = 3;

    private SmallData() {}

    /** The four files, decompressed, in the order of {@link DataFile#FASHION_MNIST}. */
    public static List<byte[]> contents() {
        return List.of(images(TRAIN), labels(TRAIN), images(TEST), labels(TEST));
    }

    /** What the loader must find in the files. */
    public static List<DataFile> pins() {
        List<DataFile> pins = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            DataFile real = DataFile.FASHION_MNIST.get(i);
            byte[] content = contents().get(i);
            pins.add(new DataFile(real.name(), content.length, sha256(content)));
        }
        return pins;
    }

    /** Writes the four files. */
    public static Path write(Path directory, boolean compressed) {
        for (int i = 0; i < 4; i++) {
            String name = DataFile.FASHION_MNIST.get(i).name();
            byte[] content = contents().get(i);
            write(directory.resolve(compressed ? name + ".gz" : name), compressed ? gzip(content) : content);
        }
        return directory;
    }

    public static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] images(int count) {
        byte[] pixels = new byte[count * ROWS * COLUMNS];
        new SplittableRandom(count).nextBytes(pixels);
        return idx(IMAGES, pixels, count, ROWS, COLUMNS);
    }

    public static byte[] labels(int count) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % CLASSES);
        }
        return idx(LABELS, labels, count);
    }

    public static byte[] idx(int magic, byte[] body, int... sizes) {
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * sizes.length + body.length).putInt(magic);
        for (int size : sizes) {
            out.putInt(size);
        }
        return out.put(body).array();
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
