package dev.lanewise.cli.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageInputStream;

/** Reads PNG, JPEG and whatever else the JDK can read as brightness, the right way up. */
final class PictureFile {
    /** Longer sides are thinned out while reading: nobody needs so many pixels to tell a shoe from a shirt. */
    private static final int LONGEST_SIDE = 2048;

    private PictureFile() {}

    static Brightness read(Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        Brightness stored = stored(file);
        return new Brightness(Orientation.upright(stored.image(), Orientation.of(file)), stored.seenThrough());
    }

    private static Brightness stored(Path file) throws IOException {
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

    private static Brightness read(ImageReader reader) throws IOException {
        int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
        int every = (longest + LONGEST_SIDE - 1) / LONGEST_SIDE;
        ImageReadParam thinned = reader.getDefaultReadParam();
        thinned.setSourceSubsampling(every, every, 0, 0);
        try {
            return Brightness.of(reader.read(0, thinned), isUnsigned(reader));
        } catch (IIOException e) {
            if (!reader.canReadRaster()) {
                throw e;
            }
            return new Brightness(
                    Cmyk.gray(reader.readRaster(0, thinned), e), false); // the JDK's JPEG reader gives up on four inks
        }
    }

    /** Whether a TIFF file's integers have no sign, which the JDK's type of their pixels does not tell. */
    private static boolean isUnsigned(ImageReader reader) throws IOException {
        if (!reader.getFormatName().equalsIgnoreCase("tif")) {
            return false;
        }
        IIOMetadata metadata = reader.getImageMetadata(0);
        TIFFField format =
                TIFFDirectory.createFromMetadata(metadata).getTIFFField(BaselineTIFFTagSet.TAG_SAMPLE_FORMAT);
        return format == null || format.getAsInt(0) == BaselineTIFFTagSet.SAMPLE_FORMAT_UNSIGNED_INTEGER;
    }
}
