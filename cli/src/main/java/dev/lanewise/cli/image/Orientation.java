package dev.lanewise.cli.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Which way up a picture is: cameras store it as the sensor saw it and note how they were held, as one of the eight orientations
 * of the Exif standard.
 */
final class Orientation {
    private static final int UPRIGHT = 1;

    private Orientation() {}

    /** The orientation that a file notes, or that of an upright picture if it notes none that can be read. */
    static int of(Path file) throws IOException {
        try {
            return ImageMetadataReader.readMetadata(file.toFile())
                    .getDirectoriesOfType(ExifIFD0Directory.class)
                    .stream()
                    .map(each -> each.getInteger(ExifDirectoryBase.TAG_ORIENTATION))
                    .filter(each -> each != null)
                    .findFirst()
                    .orElse(UPRIGHT);
        } catch (ImageProcessingException e) {
            return UPRIGHT; // a format without such notes, or broken ones
        }
    }

    /** A stored picture as it is to be seen. */
    static GrayImage upright(GrayImage stored, int orientation) {
        if (orientation <= UPRIGHT || orientation > 8) {
            return stored;
        }
        boolean turned = orientation >= 5;
        int rows = turned ? stored.columns() : stored.rows();
        int columns = turned ? stored.rows() : stored.columns();
        float[] out = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out[r * columns + c] = seen(stored, orientation, r, c);
            }
        }
        return new GrayImage(out, rows, columns);
    }

    /** What is seen at a place: the first row and column that are stored are, for 2, top and right; for 6, right and top. */
    private static float seen(GrayImage stored, int orientation, int r, int c) {
        int lastRow = stored.rows() - 1;
        int lastColumn = stored.columns() - 1;
        return switch (orientation) {
            case 2 -> stored.at(r, lastColumn - c);
            case 3 -> stored.at(lastRow - r, lastColumn - c);
            case 4 -> stored.at(lastRow - r, c);
            case 5 -> stored.at(c, r);
            case 6 -> stored.at(lastRow - c, r);
            case 7 -> stored.at(lastRow - c, lastColumn - r);
            default -> stored.at(c, lastColumn - r);
        };
    }
}
