package dev.lanewise.cli.image;

import dev.lanewise.data.Levels;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.function.IntToDoubleFunction;

/**
 * The brightness of a decoded picture, of whatever kind its pixels are.
 *
 * @param seenThrough whether some of them let see through, so that what is behind them was chosen here
 */
record Brightness(GrayImage image, boolean seenThrough) {
    private static final double MIDDLE = 127.5;

    /**
     * Gray pictures are taken as they are: {@code getRGB} would take them for linear light and brighten them. What is seen
     * through is put before black or white, whichever differs more from the rest.
     *
     * @param unsigned whether integers of 32 bits have no sign
     */
    static Brightness of(BufferedImage image, boolean unsigned) throws IOException {
        float[] values = new float[image.getHeight() * image.getWidth()];
        float[] opacity = new float[values.length];
        if (isUnbounded(image.getRaster())) {
            return new Brightness(unbounded(image.getRaster(), unsigned), false);
        } else if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            grayPixels(image, values, opacity);
        } else {
            colorPixels(image, values, opacity);
        }
        boolean seenThrough = image.getColorModel().hasAlpha() && hasLessThanOne(opacity);
        return new Brightness(new GrayImage(opaque(values, opacity), image.getHeight(), image.getWidth()), seenThrough);
    }

    private static boolean hasLessThanOne(float[] opacity) {
        for (float each : opacity) {
            if (each < 1) {
                return true;
            }
        }
        return false;
    }

    private static float[] opaque(float[] values, float[] opacity) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * opacity[i];
            weight += opacity[i];
        }
        float background = sum > MIDDLE * weight ? 0 : 255;
        for (int i = 0; i < values.length; i++) {
            values[i] = opacity[i] * values[i] + (1 - opacity[i]) * background;
        }
        return values;
    }

    private static void grayPixels(BufferedImage image, float[] values, float[] opacity) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        float white = (1 << model.getComponentSize(0)) - 1;
        boolean seeThrough = model.hasAlpha();
        float opaque = seeThrough ? (1 << model.getComponentSize(1)) - 1 : 1;
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                values[at] = 255 * raster.getSample(x, y, 0) / white;
                opacity[at++] = seeThrough ? raster.getSample(x, y, 1) / opaque : 1;
            }
        }
    }

    private static void colorPixels(BufferedImage image, float[] values, float[] opacity) {
        int at = 0;
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length); // a pixel at a time, it makes an array of each
            for (int rgb : row) {
                values[at] = luma(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
                opacity[at++] = (rgb >>> 24) / 255f;
            }
        }
    }

    /** Whether the type of the pixels does not tell what is white: floats, and integers of 32 bits. */
    private static boolean isUnbounded(Raster raster) {
        int type = raster.getSampleModel().getDataType();
        return type == DataBuffer.TYPE_FLOAT
                || type == DataBuffer.TYPE_DOUBLE
                || type == DataBuffer.TYPE_INT && raster.getSampleModel().getSampleSize(0) == Integer.SIZE;
    }

    private static GrayImage unbounded(Raster raster, boolean unsigned) throws IOException {
        int columns = raster.getWidth();
        float[] out = new float[raster.getHeight() * columns];
        IntToDoubleFunction values = i -> sample(raster, i % columns, i / columns, unsigned);
        try {
            Levels levels = Levels.of(values, out.length);
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) levels.of(values.applyAsDouble(i));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("its pixels are no numbers: " + e.getMessage(), e);
        }
        return new GrayImage(out, raster.getHeight(), columns);
    }

    private static double sample(Raster raster, int x, int y, boolean unsigned) {
        return raster.getNumBands() < 3
                ? sample(raster, x, y, 0, unsigned)
                : luma(
                        sample(raster, x, y, 0, unsigned),
                        sample(raster, x, y, 1, unsigned),
                        sample(raster, x, y, 2, unsigned));
    }

    private static double sample(Raster raster, int x, int y, int band, boolean unsigned) {
        return unsigned && raster.getSampleModel().getDataType() == DataBuffer.TYPE_INT
                ? Integer.toUnsignedLong(raster.getSample(x, y, band))
                : raster.getSampleDouble(x, y, band);
    }

    /** Brightness of a colour, by ITU-R BT.601. */
    static float luma(float red, float green, float blue) {
        return (float) luma((double) red, green, blue);
    }

    private static double luma(double red, double green, double blue) {
        return 0.299 * red + 0.587 * green + 0.114 * blue;
    }
}
