package dev.lanewise.cli.image;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a thing lies on, as the border of its picture shows it. A surface is fitted to most of the border, so that things and
 * frames that reach into it do not count, and then to all that looks like it further inside.
 *
 * @param surface its brightness by place
 * @param spread how far its brightness strays from that, as a standard deviation
 * @param plain whether the border shows one background, rather than a pattern or several things
 */
record Background(Surface surface, double spread, boolean plain) {
    /** A surface is fitted to a picture of this size: it is smooth, so that more pixels tell no more. */
    private static final int LONGEST_SIDE = 100;

    /** The depth of the border, as a share of the shorter side. */
    private static final double DEPTH = 0.06;

    /** The share of the border that must be background. */
    private static final double MOST = 0.6;

    /** The standard deviation of the middle 60 % of normal numbers, as a share of that of all. */
    private static final double TRIMMED = 0.463;

    private static final int REFITS = 5;

    /** Fits begin with the darkest, the middle and the brightest pixels of the border. */
    private static final int BEGINNINGS = 3;

    /** "Close to the color of the corner pixels (within 5 % of the maximum possible intensity)", the paper says. */
    private static final double CLOSE = 0.05 * 255;

    /** In standard deviations: of all pixels of a picture, hardly any of the background strays so far. */
    private static final double FAR = 5;

    /** More than is left of grain and compression in a small picture: wood, cloth, a room. */
    private static final double PATTERN = 6;

    static Background of(GrayImage picture) {
        GrayImage small = picture.within(LONGEST_SIDE);
        Background found = judged(small, ofBorder(small));
        int shorter = Math.min(small.rows(), small.columns());
        for (int i = 1; i <= REFITS; i++) {
            int depth = (int) Math.ceil(shorter * (DEPTH + (0.5 - DEPTH) * i / REFITS));
            Background last = found;
            int[] like = within(small, depth, pixel -> last.includes(last.deviation(small, pixel)));
            found = new Background(Surface.fit(small, like), found.spread, found.plain);
        }
        return new Background(found.surface, spread(picture, found.surface), judged(small, found.surface).plain);
    }

    /** By how much a pixel of a picture is brighter than the background there. */
    double deviation(GrayImage image, int pixel) {
        return image.values()[pixel] - surface.at(image, pixel);
    }

    /** Whether the background's own pixels may deviate so much from its brightness. */
    boolean includes(double deviation) {
        return Math.abs(deviation) < Math.max(CLOSE, FAR * spread);
    }

    /** Least trimmed squares: the surface that most of the border is closest to. */
    private static Surface ofBorder(GrayImage image) {
        int[] border = border(image);
        int most = most(border);
        double[] sorted = Arrays.stream(border)
                .mapToDouble(i -> image.values()[i])
                .sorted()
                .toArray();
        Surface best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int beginning = 0; beginning < BEGINNINGS; beginning++) {
            int first = beginning * (border.length - most) / (BEGINNINGS - 1);
            double from = sorted[first];
            double to = sorted[first + most - 1];
            int[] some = Arrays.stream(border)
                    .filter(i -> image.values()[i] >= from && image.values()[i] <= to)
                    .toArray();
            Surface surface = Surface.fit(image, some);
            for (int i = 0; i < REFITS; i++) {
                surface = Surface.fit(image, closest(image, border, surface));
            }
            double spread = spread(image, surface);
            if (spread < least) {
                least = spread;
                best = surface;
            }
        }
        return best;
    }

    private static Background judged(GrayImage image, Surface surface) {
        int[] border = border(image);
        Background found = new Background(surface, spread(image, surface), false);
        long like = Arrays.stream(border)
                .filter(i -> found.includes(found.deviation(image, i)))
                .count();
        return new Background(surface, found.spread, found.spread < PATTERN && like >= most(border));
    }

    private static int most(int[] border) {
        return (int) Math.ceil(MOST * border.length);
    }

    /** Of the part of the border that is closest to a surface, the rest being something else. */
    private static double spread(GrayImage image, Surface surface) {
        return Math.sqrt(Arrays.stream(closest(image, border(image), surface))
                        .mapToDouble(i -> image.values()[i] - surface.at(image, i))
                        .map(deviation -> deviation * deviation)
                        .average()
                        .orElseThrow())
                / TRIMMED;
    }

    private static int[] closest(GrayImage image, int[] border, Surface surface) {
        double[] deviations = Arrays.stream(border)
                .mapToDouble(i -> Math.abs(image.values()[i] - surface.at(image, i)))
                .toArray();
        double[] sorted = deviations.clone();
        Arrays.sort(sorted);
        double limit = sorted[most(border) - 1];
        return IntStream.range(0, border.length)
                .filter(i -> deviations[i] <= limit)
                .map(i -> border[i])
                .toArray();
    }

    private static int[] border(GrayImage image) {
        double depth = DEPTH * Math.min(image.rows(), image.columns());
        return within(image, (int) Math.max(2, Math.round(depth)), pixel -> true);
    }

    /** The pixels no further than {@code depth} from an edge that are as wanted. */
    private static int[] within(GrayImage image, int depth, IntPredicate wanted) {
        int columns = image.columns();
        return IntStream.range(0, image.values().length)
                .filter(i -> image.distanceFromEdge(i / columns, i % columns) < depth && wanted.test(i))
                .toArray();
    }
}
