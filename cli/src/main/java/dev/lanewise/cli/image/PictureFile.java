package dev.lanewise.cli.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads PNG, JPEG and whatever else the JDK can read as brightness. */
final class PictureFile {
    /** Longer sides are thinned out while reading: nobody needs so many pixels to tell a shoe from a shirt. */
    private static final int LONGEST_SIDE = 2048;

    private PictureFile() {}

    static GrayImage read(Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            if (in == null) {
                throw new IOException("it cannot be opened");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("unknown format");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return read(reader);
            } catch (EOFException | IndexOutOfBoundsException e) {
                throw new IOException("it is cut short", e);
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static GrayImage read(ImageReader reader) throws IOException {
        int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
        int every = (longest + LONGEST_SIDE - 1) / LONGEST_SIDE;
        ImageReadParam thinned = reader.getDefaultReadParam();
        thinned.setSourceSubsampling(every, every, 0, 0);
        try {
            return gray(reader.read(0, thinned));
        } catch (IIOException e) {
            if (!reader.canReadRaster()) {
                throw e;
            }
            return Cmyk.gray(reader.readRaster(0, thinned), e); // the JDK's JPEG reader gives up on four inks
        }
    }

    /**
     * Gray pictures are taken as they are: {@code getRGB} would take them for linear light and brighten them. What is seen
     * through is put before black or white, whichever differs more from the rest.
     */
    private static GrayImage gray(BufferedImage image) {
        int rows = image.getHeight();
        int columns = image.getWidth();
        float[] values = new float[rows * columns];
        float[] opacity = new float[rows * columns];
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            grayPixels(image, values, opacity);
        } else {
            colorPixels(image, values, opacity);
        }
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * opacity[i];
            weight += opacity[i];
        }
        float background = sum > 127.5 * weight ? 0 : 255;
        for (int i = 0; i < values.length; i++) {
            values[i] = opacity[i] * values[i] + (1 - opacity[i]) * background;
        }
        return new GrayImage(values, rows, columns);
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
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                values[at] = luma(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
                opacity[at++] = (rgb >>> 24) / 255f;
            }
        }
    }

    /** Brightness of a colour, by ITU-R BT.601. */
    static float luma(float red, float green, float blue) {
        return 0.299f * red + 0.587f * green + 0.114f * blue;
    }
}
