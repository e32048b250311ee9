package dev.lanewise.cli.image;

import dev.lanewise.data.Idx;
import dev.lanewise.data.LabelledImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures as a network wants them: gray, bright on black, of the size that it was trained on.
 *
 * <p>A picture of another size is treated as the authors of Fashion-MNIST treated theirs: made gray, negated if its background
 * is light, its empty border trimmed, its longer side scaled to that of the network's images, and put in the middle. The
 * background counts as light if the mean brightness along the picture's edges is above a half, which is so for none of the
 * 70,000 images of the data set itself.
 */
public final class Pictures {
    private static final double LIGHT = 127.5;

    /** "Close to the color of the corner pixels (within 5 % of the maximum possible intensity)", the paper says. */
    private static final float EMPTY = 0.05f * 255;

    private final int rows;
    private final int columns;
    private final List<String> classNames;

    /** Pictures for a network that was trained on images of this size. */
    public Pictures(int rows, int columns, List<String> classNames) {
        this.rows = rows;
        this.columns = columns;
        this.classNames = classNames;
    }

    /**
     * The pictures in a file: one, or all of an IDX file.
     *
     * @return images with meaningless labels
     * @throws dev.lanewise.data.DataException if it is an IDX file that is broken
     * @throws PictureException if it cannot be read, or is of another kind
     */
    public LabelledImages read(Path file) {
        try {
            return isIdx(file)
                    ? idx(file)
                    : images(prepared(PictureFile.read(file)).bytes(), 1);
        } catch (NoSuchFileException e) {
            throw new PictureException(file, "does not exist; check the path", e);
        } catch (IOException e) {
            throw new PictureException(
                    file,
                    "is not a picture that can be read (" + e.getMessage() + "); give a whole PNG, JPEG or IDX file",
                    e);
        }
    }

    /** IDX files of bytes begin with 0 0 8; compressed ones with the mark of gzip. */
    private static boolean isIdx(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(3);
            return start.length == 3
                    && (start[0] == 0 && start[1] == 0 && start[2] == 8
                            || (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B);
        }
    }

    private LabelledImages idx(Path file) {
        Idx.Images images = Idx.images(file);
        if (images.rows() != rows || images.columns() != columns) {
            throw new PictureException(
                    file,
                    "has images of " + images.rows() + " x " + images.columns() + " pixels, but the network takes "
                            + rows + " x " + columns + "; give images of that size",
                    null);
        }
        return images(images.pixels(), images.count());
    }

    private LabelledImages images(byte[] pixels, int count) {
        return new LabelledImages(pixels, new byte[count], rows, columns, classNames.subList(0, 1));
    }

    private GrayImage prepared(GrayImage picture) {
        GrayImage bright = picture.borderMean() > LIGHT ? picture.negative() : picture;
        if (bright.rows() == rows && bright.columns() == columns) {
            return bright;
        }
        GrayImage thing = bright.trimmed(EMPTY);
        double scale = Math.min((double) rows / thing.rows(), (double) columns / thing.columns());
        int height = Math.clamp(Math.round(thing.rows() * scale), 1, rows);
        int width = Math.clamp(Math.round(thing.columns() * scale), 1, columns);
        return thing.resized(height, width).centered(rows, columns);
    }
}
