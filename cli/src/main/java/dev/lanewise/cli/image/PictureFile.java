package dev.lanewise.cli.image;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageInputStream;

/**
 * A PNG or JPEG file, or whatever else the JDK can read, as brightness, the right way up.
 *
 * @param seenThrough whether something lets see through, so that what is behind it was chosen here
 * @param pictures how many the file has, of which this is the first
 */
record PictureFile(GrayImage image, boolean seenThrough, int pictures) {
    /** Longer sides are thinned out while reading: nobody needs so many pixels to tell a shoe from a shirt. */
    private static final int LONGEST_SIDE = 2048;

    /** No format gets more into a byte: the best compression makes a thousand bytes of one, each with up to eight pixels. */
    private static final long MOST_PIXELS_PER_BYTE = 10_000;

    /** Of a text, in bytes: what may stand before its first word. */
    private static final int LONGEST_START = 64;

    /** How TIFF begins that has the lower byte of a number first: {@code II}. */
    private static final int LOW_BYTE_FIRST = 0x4949;

    private static final int ENTRY_OF_TIFF = 12;

    /** What the JDK's reader of JPEG warns of when it makes up the rest of a picture. */
    private static final Pattern CUT = Pattern.compile("premature end|truncated", Pattern.CASE_INSENSITIVE);

    static PictureFile read(Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        PictureFile stored = stored(file);
        return new PictureFile(
                Orientation.upright(stored.image, Orientation.of(file)), stored.seenThrough, stored.pictures);
    }

    private static PictureFile stored(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            if (in == null) {
                throw new IOException("it cannot be opened");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException(kind(file));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                List<String> warnings = new ArrayList<>();
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                Brightness read = read(reader, in.length());
                if (warnings.stream().anyMatch(each -> CUT.matcher(each).find())) {
                    throw new EOFException();
                }
                return new PictureFile(read.image(), read.seenThrough(), pictures(reader, in));
            } catch (EOFException | IndexOutOfBoundsException e) {
                throw new IOException("it is cut short", e);
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            } catch (RuntimeException e) { // the JDK's readers look at damaged files with little care
                throw new IOException("it is damaged", e);
            } finally {
                reader.dispose();
            }
        }
    }

    /** What a file is that is none of the pictures that can be read. */
    private static String kind(Path file) throws IOException {
        if (Files.size(file) == 0) {
            return "it is empty";
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            FileType type = FileTypeDetector.detectFileType(in);
            if (type != FileType.Unknown) {
                return "it is of the kind " + type.getName() + ", " + type.getLongName();
            }
            String start = new String(in.readNBytes(LONGEST_START), StandardCharsets.UTF_8).strip();
            return start.startsWith("<") ? "it is a web page or a drawing in SVG" : "unknown format";
        }
    }

    /** Only formats whose files may have several are searched for more. */
    private static int pictures(ImageReader reader, ImageInputStream in) throws IOException {
        return switch (reader.getFormatName().toLowerCase(Locale.ROOT)) {
            case "gif" -> reader.getNumImages(true);
            case "tif", "tiff" -> directories(in);
            default -> 1;
        };
    }

    /**
     * Follows the chain of a TIFF's directories, one for each picture. The JDK's reader would follow a chain that leads back to itself
     * for hours. The place where 1, 2, 4, … directories had been seen is remembered: a circle comes by there again.
     */
    private static int directories(ImageInputStream in) throws IOException {
        in.seek(0);
        in.setByteOrder(in.readUnsignedShort() == LOW_BYTE_FIRST ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        in.seek(4);
        int count = 0;
        long remembered = 0;
        for (long at = in.readUnsignedInt(); at != 0; at = in.readUnsignedInt()) {
            if (at == remembered) {
                throw new IOException("it is damaged");
            }
            count++;
            remembered = Integer.bitCount(count) == 1 ? at : remembered;
            in.seek(at);
            in.skipBytes(ENTRY_OF_TIFF * in.readUnsignedShort());
        }
        return count;
    }

    private static Brightness read(ImageReader reader, long bytes) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS_PER_BYTE * bytes) {
            throw new IOException("its " + bytes + " bytes are too few for " + width + "x" + height + " pixels");
        }
        int longest = Math.max(width, height);
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
