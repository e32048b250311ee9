package dev.lanewise.cli.image;

import java.util.Optional;

/**
 * A thing as seen in a picture.
 *
 * @param box where it is; empty if there is none
 * @param dark whether most of it is darker than the background
 * @param straight whether it is large and has four straight edges, as a sheet of paper and a drawn frame have
 */
record Sighting(GrayImage picture, Background background, Optional<Box> box, boolean dark, boolean straight) {
    /** Things are looked for in a picture of this size at most, in which grain is averaged away. */
    private static final int LONGEST_SIDE = 400;

    /** The share of a picture that a sheet of paper or a frame takes at least. */
    private static final double LARGE = 0.5;

    static Sighting of(GrayImage picture) {
        GrayImage small = picture.within(LONGEST_SIDE);
        Background background = Background.of(small);
        float[] deviations = new float[small.values().length];
        boolean[] outstanding = new boolean[deviations.length];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = (float) background.deviation(small, i);
            outstanding[i] = !background.includes(deviations[i]);
        }
        Mask all = new Mask(outstanding, small.columns());
        Box inside = all.withoutFrame();
        boolean dark = all.sum(deviations, inside) < 0;
        for (int i = 0; i < deviations.length; i++) {
            outstanding[i] &= deviations[i] < 0 == dark;
        }
        Optional<Box> found = all.thing(inside);
        return new Sighting(
                picture,
                background,
                found.map(each -> each.scaled(small, picture)),
                dark,
                found.filter(each -> each.area() > LARGE * outstanding.length)
                        .filter(all::fillsEdgesOf)
                        .isPresent());
    }

    /** Whether there is something, on a background that tells where it ends. */
    boolean clear() {
        return box.isPresent() && background.plain();
    }

    /** Whether a closer look shows more: at a part of a picture that is too large to be looked at pixel by pixel. */
    boolean isFarAway(Box closer) {
        return Box.whole(picture).longest() > LONGEST_SIDE
                && closer.longest() < Box.whole(picture).longest();
    }

    /** The thing, bright: black where the background is, white at the other end of the scale. */
    GrayImage lifted(Box part) {
        float[] out = new float[part.height() * part.width()];
        int at = 0;
        for (int r = part.top(); r < part.bottom(); r++) {
            for (int c = part.left(); c < part.right(); c++) {
                int pixel = r * picture.columns() + c;
                double level = Math.clamp(background.surface().at(picture, pixel), 0, GrayImage.WHITE);
                double range = Math.max(1, dark ? level : GrayImage.WHITE - level);
                double height = dark ? level - picture.values()[pixel] : picture.values()[pixel] - level;
                out[at++] = (float) Math.clamp(GrayImage.WHITE * height / range, 0, GrayImage.WHITE);
            }
        }
        return new GrayImage(out, part.height(), part.width());
    }
}
