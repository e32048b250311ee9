package dev.lanewise.cli.image;

import dev.lanewise.data.Idx;
import dev.lanewise.data.IdxFile;
import dev.lanewise.data.IdxType;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Levels;
import dev.lanewise.data.Polarity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Pictures as a network wants them: gray, of the size and the polarity that it was trained on.
 *
 * <p>A picture of the network's own size is taken as it is, but for what shows through it. Any other is treated as the authors of Fashion-MNIST treated theirs:
 * the thing is cut out of its background, its longer side scaled to that of the network's images, and put in the middle. If
 * the network's images have no one background, the middle of the picture is scaled as it is.
 */
public final class Pictures {
    private static final double LIGHT = 127.5;

    private static final GrayImage NOTHING = new GrayImage(new float[1], 1, 1);

    private final int rows;
    private final int columns;
    private final Optional<Polarity> polarity;
    private final List<String> classNames;

    /**
     * Pictures for a network that was trained on images of this size.
     *
     * @param polarity of those images; if that is not known, they are taken for bright on dark, and a picture of their size that
     *     has a light border is turned
     */
    public Pictures(int rows, int columns, Optional<Polarity> polarity, List<String> classNames) {
        this.rows = rows;
        this.columns = columns;
        this.polarity = polarity;
        this.classNames = classNames;
    }

    /**
     * The pictures in a file: one, or all of an IDX file.
     *
     * @throws dev.lanewise.data.DataException if it is an IDX file that is broken
     * @throws PictureException if it cannot be read, or is of another kind
     */
    public Picture read(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new PictureException(file, "is not a file but a folder, a pipe or a device; give a file", null);
            }
            return isIdx(file) ? idx(IdxFile.read(file)) : pictured(file);
        } catch (NoSuchFileException e) {
            throw new PictureException(
                    file,
                    Files.isSymbolicLink(file)
                            ? "is a link to a file that does not exist; mend the link"
                            : "does not exist; check the path",
                    e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            throw new PictureException(
                    file,
                    "is not a picture that can be read (" + e.getMessage() + "); give a whole PNG, JPEG or IDX file",
                    e);
        }
    }

    static PictureException unreadable(Path file, AccessDeniedException cause) {
        return new PictureException(file, "may not be read; change its permissions", cause);
    }

    private static boolean isIdx(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return IdxFile.isLike(in.readNBytes(4));
        }
    }

    private Picture idx(IdxFile file) {
        Levels levels = Idx.levels(file);
        Idx.Images images = Idx.images(file, levels);
        if (images.rows() != rows || images.columns() != columns) {
            throw new PictureException(
                    file.path(),
                    "has images of " + images.rows() + " x " + images.columns() + " pixels, but the network takes "
                            + rows + " x " + columns + "; give images of that size",
                    null);
        }
        return Picture.of(
                images(images.pixels(), images.count()),
                file.type() == IdxType.UNSIGNED_BYTE
                        ? Optional.empty()
                        : Optional.of("its numbers are no unsigned bytes: " + levels
                                + "; the answers are wrong if others were in training"));
    }

    private LabelledImages images(byte[] pixels, int count) {
        return new LabelledImages(pixels, new byte[count], rows, columns, classNames.subList(0, 1));
    }

    private Picture pictured(Path file) throws IOException {
        PictureFile read = PictureFile.read(file);
        if (rows == 1 && columns > 1) {
            throw new PictureException(
                    file,
                    "is a picture, but the network takes rows of " + columns
                            + " numbers; give an IDX file of such rows",
                    null);
        }
        Picture picture = prepared(read);
        return read.pictures() == 1
                ? picture
                : picture.doubting("it has " + read.pictures() + " pictures, of which only the first is looked at");
    }

    private Picture prepared(PictureFile read) {
        GrayImage picture = read.image();
        if (picture.rows() == rows && picture.columns() == columns) {
            return ownSize(picture, read.seenThrough());
        }
        if (polarity.equals(Optional.of(Polarity.MIXED))) {
            return picture(picture.middle(rows, columns).resized(rows, columns), Optional.empty());
        }
        Cutout cutout = Cutout.of(picture);
        GrayImage bright = cutout.thing().orElse(NOTHING).centered(rows, columns);
        return picture(
                polarity.equals(Optional.of(Polarity.DARK_ON_LIGHT)) ? bright.negative() : bright,
                cutout.plain()
                        ? Optional.empty()
                        : Optional.of(
                                "its background is not plain, so the answer may be wrong; put the thing on a plain"
                                        + " sheet and take the picture again"));
    }

    private Picture ownSize(GrayImage picture, boolean seenThrough) {
        boolean light = picture.borderMean() > LIGHT;
        Polarity opposite = light ? Polarity.BRIGHT_ON_DARK : Polarity.DARK_ON_LIGHT;
        if (seenThrough && polarity.equals(Optional.of(opposite)) || polarity.isEmpty() && light) {
            return picture(picture.negative(), Optional.empty());
        }
        return picture(
                picture,
                polarity.filter(opposite::equals)
                        .map(each -> "it has the network's own size and is taken as it is, but its border is "
                                + (light ? "light" : "dark") + " where that of the training images is "
                                + (light ? "dark" : "light") + "; turn it to its negative if the answer is wrong"));
    }

    private Picture picture(GrayImage prepared, Optional<String> doubt) {
        return Picture.of(images(prepared.bytes(), 1), doubt);
    }
}
