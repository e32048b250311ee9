package dev.lanewise.testkit;

import dev.lanewise.data.LabelledImages;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Images of noise in a frame of zeros, labelled at random: nothing can be learnt from them, but half of their pixels are zero, as in
 * pictures of clothes, so they take as long to train on.
 */
final class RandomImages {
    private RandomImages() {}

    /** {@code count} images of {@code side} x {@code side}, always the same. */
    static LabelledImages of(int count, int side, int classes) {
        SplittableRandom random = new SplittableRandom(7);
        byte[] pixels = new byte[count * side * side];
        random.nextBytes(pixels);
        int frame = side / 7;
        for (int i = 0; i < pixels.length; i++) {
            int row = i / side % side;
            int column = i % side;
            if (Math.min(row, column) < frame || Math.max(row, column) >= side - frame) {
                pixels[i] = 0;
            }
        }
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(classes);
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new LabelledImages(pixels, labels, side, side, names);
    }
}
