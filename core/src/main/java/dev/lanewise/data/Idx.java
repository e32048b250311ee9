package dev.lanewise.data;

import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Reads IDX files, the format of MNIST and its kin: a big-endian header (the type of the numbers, then the size of each
 * dimension), then the numbers. Files compressed with gzip are recognised by their content, whatever their name.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
public final class Idx {
    private Idx() {}

    /**
     * Grey images.
     *
     * @param pixels unsigned bytes, row-major [count][rows][columns]
     * @param count the number of images, at least 1
     * @param rows the height of an image, at least 1
     * @param columns the width of an image, at least 1
     */
    public record Images(byte[] pixels, int count, int rows, int columns) {}

    /**
     * Reads images. Rows of numbers are images of one row; numbers that are no unsigned bytes are scaled by their {@link Levels}.
     *
     * @throws DataException if the file cannot be read or is not such a file, whole and without anything after it
     */
    public static Images images(Path file) {
        IdxFile read = IdxFile.read(file);
        return images(read, levels(read));
    }

    /** What is black and white in a file. */
    public static Levels levels(IdxFile file) {
        if (file.type() == IdxType.UNSIGNED_BYTE) {
            return new Levels(0, 255);
        }
        try {
            return Levels.of(file.numbers(), file.count());
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    file.path(), "has pixels that are no numbers (" + e.getMessage() + "); mend the data");
        }
    }

    /** How many numbers of a file are taken for black or white without being it. */
    public static long beyond(IdxFile file, Levels levels) {
        return IntStream.range(0, file.count())
                .mapToDouble(file.numbers())
                .filter(levels::isBeyond)
                .count();
    }

    /**
     * The images in a file.
     *
     * @param levels which numbers are black and white
     * @throws DataException if these are no images
     */
    public static Images images(IdxFile file, Levels levels) {
        int dimensions = file.dimensions();
        boolean channelFirst = dimensions == 4 && file.dimension(1) == 1;
        boolean channelLast = dimensions == 4 && file.dimension(3) == 1;
        if (dimensions == 1 || dimensions == 4 && !channelFirst && !channelLast) {
            throw new DataException(
                    file.path(),
                    "holds " + file.shape()
                            + (dimensions == 1
                                    ? " single numbers, as labels are"
                                    : " numbers, which are no gray images")
                            + "; give a file of images, such as train-images-idx3-ubyte");
        }
        int first = channelFirst ? 2 : 1;
        int rows = dimensions == 2 ? 1 : file.dimension(first);
        int columns = file.dimension(dimensions == 2 ? 1 : first + 1);
        return new Images(pixels(file, levels), file.dimension(0), rows, columns);
    }

    private static byte[] pixels(IdxFile file, Levels levels) {
        if (file.type() == IdxType.UNSIGNED_BYTE) {
            return file.body();
        }
        byte[] out = new byte[file.count()];
        IntToDoubleFunction numbers = file.numbers();
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) Math.round(levels.of(numbers.applyAsDouble(i)));
        }
        return out;
    }

    /**
     * Reads labels, of whatever type.
     *
     * @return whole numbers from 0 on, at least one
     * @throws DataException if the file cannot be read or is not such a file, whole and without anything after it
     */
    public static int[] labels(Path file) {
        return labels(IdxFile.read(file));
    }

    /**
     * The labels in a file.
     *
     * @throws DataException if these are no labels
     */
    public static int[] labels(IdxFile file) {
        if (file.dimensions() != 1) {
            throw new DataException(
                    file.path(),
                    "holds " + file.shape() + " numbers"
                            + (file.dimensions() == 2 ? ", several for each image" : ", as images have them")
                            + "; give a file of labels, one number each, such as train-labels-idx1-ubyte");
        }
        int[] out = new int[file.count()];
        IntToDoubleFunction numbers = file.numbers();
        for (int i = 0; i < out.length; i++) {
            double value = numbers.applyAsDouble(i);
            out[i] = (int) value;
            if (out[i] != value || value < 0) {
                throw new DataException(
                        file.path(),
                        "has label " + (value == (long) value ? Long.toString((long) value) : value) + " for image " + i
                                + ", but labels are whole numbers from 0 on; mend the data");
            }
        }
        return out;
    }
}
