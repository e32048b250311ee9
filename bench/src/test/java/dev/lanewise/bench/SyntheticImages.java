package dev.lanewise.bench;

import dev.lanewise.data.LabelledImages;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Images like Fashion-MNIST in size, number and what can be learnt from them, made from a seed: each class is a pattern of its
 * own under noise. So tests need no data set.
 */
final class SyntheticImages {
    private static final int SIDE = 28;
    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private SyntheticImages() {}

    /** {@code count} images of 28 x 28 in 10 classes. */
    static LabelledImages of(int count, long seed) {
        SplittableRandom patterns = new SplittableRandom(1);
        int features = SIDE * SIDE;
        byte[] pattern = new byte[CLASSES.size() * features];
        patterns.nextBytes(pattern);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] labels = new byte[count];
        byte[] pixels = new byte[Math.multiplyExact(count, features)];
        random.nextBytes(pixels);
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(CLASSES.size());
            labels[i] = (byte) label;
            for (int f = 0; f < features; f++) {
                int noise = pixels[i * features + f] & 0xFF;
                pixels[i * features + f] = (byte) ((noise + (pattern[label * features + f] & 0xFF)) / 2);
            }
        }
        return new LabelledImages(pixels, labels, SIDE, SIDE, CLASSES);
    }
}
