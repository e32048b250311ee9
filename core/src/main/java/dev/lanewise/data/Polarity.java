package dev.lanewise.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the things in images stand out from, and so how a picture from elsewhere must be turned to be like them. */
public enum Polarity {
    /** Bright things on a dark background, as in MNIST and Fashion-MNIST. */
    BRIGHT_ON_DARK,
    /** Dark things on a light background, as on paper. */
    DARK_ON_LIGHT,
    /** No one background, as in photographs of scenes. */
    MIXED;

    /** The share of pixels along the edges that makes a background. */
    private static final double MOST = 2.0 / 3;

    /** The darkest and the brightest third of all values. */
    private static final int DARK = 85;

    private static final int LIGHT = 170;

    /** The polarity of most of these images, by the pixels along their edges. */
    public static Polarity of(LabelledImages images) {
        long[] counts = new long[256];
        long all = 0;
        for (int i = 0; i < images.size(); i++) {
            all += countEdges(images, i, counts);
        }
        long dark = 0;
        long light = 0;
        for (int value = 0; value < counts.length; value++) {
            dark += value < DARK ? counts[value] : 0;
            light += value > LIGHT ? counts[value] : 0;
        }
        return dark >= MOST * all ? BRIGHT_ON_DARK : light >= MOST * all ? DARK_ON_LIGHT : MIXED;
    }

    /** What {@link #toString} gave; empty if it is something else, or null. */
    public static Optional<Polarity> parse(String text) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(text))
                .findFirst();
    }

    /** As model files have it: {@code bright-on-dark}, {@code dark-on-light}, {@code mixed}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int countEdges(LabelledImages images, int index, long[] counts) {
        int first = index * images.features();
        int counted = 0;
        for (int r = 0; r < images.rows(); r++) {
            boolean edge = r == 0 || r == images.rows() - 1;
            int step = edge ? 1 : Math.max(1, images.columns() - 1);
            for (int c = 0; c < images.columns(); c += step) {
                counts[images.pixels()[first + r * images.columns() + c] & 0xFF]++;
                counted++;
            }
        }
        return counted;
    }
}
