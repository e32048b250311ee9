package dev.lanewise.bench.training;

import dev.lanewise.data.LabelledImages;

/** Images as systems take them that do not scale bytes themselves. */
public final class ScaledPixels {
    private ScaledPixels() {}

    /** All pixels, image after image, from 0 to 1. */
    public static float[] of(LabelledImages images) {
        byte[] pixels = images.pixels();
        float[] out = new float[pixels.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (pixels[i] & 0xFF) / 255f;
        }
        return out;
    }
}
