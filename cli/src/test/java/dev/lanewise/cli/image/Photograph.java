package dev.lanewise.cli.image;

import dev.lanewise.data.LabelledImages;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;

/**
 * Pictures as a person might take them of the things in Fashion-MNIST: several times as large, on some background, somewhere in
 * the picture. The thing is drawn like ink: the brighter its pixel in the data set, the more of the background it covers.
 */
public final class Photograph {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int TIMES = 6;
    private static final int INK_FRAME = 20;

    /** What the thing lies on, and what goes wrong. */
    public enum On {
        PAPER_255(255),
        PAPER_245(245),
        PAPER_242(242),
        PAPER_200(200),
        /** White paper with normal noise of standard deviation 3. */
        NOISY_PAPER(255),
        /** White paper, the corners darker by 15 %. */
        VIGNETTE(255),
        /** Gray paper, bright on the left and darker by a quarter on the right. */
        UNEVEN_LIGHT(235),
        /** White paper with a dark frame of two pixels around it. */
        FRAME(255),
        /** A sheet of white paper on a dark table. */
        SHEET(250),
        DARK_0(0),
        DARK_40(40);

        private final int level;

        On(int level) {
            this.level = level;
        }

        private boolean dark() {
            return level < 128;
        }

        private double light(double x, double y) {
            return switch (this) {
                case VIGNETTE -> 1 - 0.15 * (x * x + y * y) / 2;
                case UNEVEN_LIGHT -> 1 - 0.25 * (x + 1) / 2;
                default -> 1;
            };
        }
    }

    private Photograph() {}

    /** A picture of image {@code index}; the same every time. */
    public static BufferedImage of(LabelledImages images, int index, On background) {
        Random random = new Random(index);
        BufferedImage thing = enlarged(images, index);
        int top = 10 + random.nextInt(HEIGHT - thing.getHeight() - 20);
        int left = 20 + random.nextInt(WIDTH - thing.getWidth() - 40);
        BufferedImage out = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double ink = sample(thing, x - left, y - top) / 255.0;
                double value = background.level + ink * ((background.dark() ? 255 : 0) - background.level);
                value *= background.light(2.0 * x / WIDTH - 1, 2.0 * y / HEIGHT - 1);
                value += background == On.NOISY_PAPER ? 3 * random.nextGaussian() : 0;
                int border = Math.min(Math.min(x, WIDTH - 1 - x), Math.min(y, HEIGHT - 1 - y));
                boolean framed = background == On.FRAME && border < 2 || background == On.SHEET && border < 7;
                out.getRaster().setSample(x, y, 0, framed ? INK_FRAME : Math.clamp(Math.round(value), 0, 255));
            }
        }
        return out;
    }

    private static BufferedImage enlarged(LabelledImages images, int index) {
        BufferedImage small = new BufferedImage(images.columns(), images.rows(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = new byte[images.features()];
        System.arraycopy(images.pixels(), index * pixels.length, pixels, 0, pixels.length);
        small.getRaster().setDataElements(0, 0, images.columns(), images.rows(), pixels);
        BufferedImage out =
                new BufferedImage(TIMES * images.columns(), TIMES * images.rows(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = out.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(small, 0, 0, out.getWidth(), out.getHeight(), null);
        graphics.dispose();
        return out;
    }

    private static int sample(BufferedImage image, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight();
        return inside ? image.getRaster().getSample(x, y, 0) : 0;
    }

    /**
     * Writes a picture as a camera does that was held in one of eight ways: stored as the sensor saw it, with a note that turns
     * it upright.
     *
     * @param orientation 1 to 8, as the Exif standard numbers them
     */
    public static void writeJpeg(BufferedImage upright, int orientation, Path file) throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(asStored(upright, orientation), "jpg", jpeg);
        byte[] plain = jpeg.toByteArray();
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0, // application segment of 34 bytes
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8, // TIFF, big-endian
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0 // one entry: orientation
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.write(exif);
        out.write(plain, 2, plain.length - 2);
        Files.write(file, out.toByteArray());
    }

    /** The standard says of each orientation which edges of the scene the first row and the first column show. */
    private static BufferedImage asStored(BufferedImage upright, int orientation) {
        int lastX = upright.getWidth() - 1;
        int lastY = upright.getHeight() - 1;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        IntUnaryOperator sceneY = i -> fromBottom ? lastY - i : i;
        IntUnaryOperator sceneX = i -> fromRight ? lastX - i : i;
        boolean rowsAreColumns = orientation >= 5;
        BufferedImage out = rowsAreColumns
                ? new BufferedImage(upright.getHeight(), upright.getWidth(), upright.getType())
                : new BufferedImage(upright.getWidth(), upright.getHeight(), upright.getType());
        WritableRaster to = out.getRaster();
        for (int y = 0; y < out.getHeight(); y++) {
            for (int x = 0; x < out.getWidth(); x++) {
                int fromX = sceneX.applyAsInt(rowsAreColumns ? y : x);
                int fromY = sceneY.applyAsInt(rowsAreColumns ? x : y);
                to.setSample(x, y, 0, upright.getRaster().getSample(fromX, fromY, 0));
            }
        }
        return out;
    }
}
