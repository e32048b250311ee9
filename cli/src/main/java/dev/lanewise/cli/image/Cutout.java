package dev.lanewise.cli.image;

import java.util.Optional;

/**
 * The thing in a picture, cut out.
 *
 * @param thing bright, on black; empty if there is none
 * @param plain whether it lay on a plain background, so that this can be trusted
 */
record Cutout(Optional<GrayImage> thing, boolean plain) {
    /** What is left out all around in the search for a plain background, as shares of the sides: frames and edges of tables. */
    private static final double[] FRAMES = {0, 0.05, 0.1};

    /** Left around the thing for a closer look, as a share of its longer side. */
    private static final double MARGIN = 0.15;

    static Cutout of(GrayImage picture) {
        for (double frame : FRAMES) {
            Sighting seen = Sighting.of(picture.cut(Box.whole(picture).shrunk(frame)));
            if (seen.clear()) {
                return of(seen);
            }
        }
        return of(Sighting.of(picture));
    }

    private static Cutout of(Sighting seen) {
        Cutout asSeen =
                new Cutout(seen.box().map(seen::lifted), seen.background().plain());
        if (seen.box().isEmpty()) {
            return asSeen;
        }
        Box box = seen.box().get();
        if (seen.straight() && !box.equals(Box.whole(seen.picture()))) {
            Cutout inner = of(seen.picture().cut(box));
            return inner.plain && inner.thing.isPresent() ? inner : asSeen;
        }
        Box closer = box.grown(MARGIN, seen.picture());
        if (!seen.isFarAway(closer)) {
            return asSeen;
        }
        Sighting again = Sighting.of(seen.picture().cut(closer));
        return again.clear() ? new Cutout(again.box().map(again::lifted), asSeen.plain) : asSeen;
    }
}
