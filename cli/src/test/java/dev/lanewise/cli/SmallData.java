package dev.lanewise.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A data set of small images that are quickly learned: each class lights up rows of its own, in noise. */
final class SmallData {
    static final int SIDE = 8;
    static final int TRAIN = 400;
    static final int TEST = 100;
    static final int CLASSES = 4;

    private SmallData() {}

    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        images(folder.resolve("train-images-idx3-ubyte"), TRAIN, 1);
        labels(folder.resolve("train-labels-idx1-ubyte"), TRAIN);
        images(folder.resolve("t10k-images-idx3-ubyte"), TEST, 2);
        labels(folder.resolve("t10k-labels-idx1-ubyte"), TEST);
        return folder;
    }

    /** The pixels of image {@code index}, of class {@code index % CLASSES}. */
    static byte[] image(int index, Random noise) {
        byte[] out = new byte[SIDE * SIDE];
        for (int i = 0; i < out.length; i++) {
            boolean lit = i / SIDE / 2 == index % CLASSES;
            out[i] = (byte) (noise.nextInt(80) + (lit ? 150 : 0));
        }
        return out;
    }

    private static void images(Path file, int count, long seed) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(16 + count * SIDE * SIDE);
        out.putInt(2051).putInt(count).putInt(SIDE).putInt(SIDE);
        Random noise = new Random(seed);
        for (int i = 0; i < count; i++) {
            out.put(image(i, noise));
        }
        Files.write(file, out.array());
    }

    private static void labels(Path file, int count) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(8 + count);
        out.putInt(2049).putInt(count);
        for (int i = 0; i < count; i++) {
            out.put((byte) (i % CLASSES));
        }
        Files.write(file, out.array());
    }
}
