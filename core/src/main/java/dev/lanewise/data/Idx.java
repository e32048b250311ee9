package dev.lanewise.data;

import java.nio.file.Path;

/**
 * Reads IDX files, the format of MNIST and its kin: a big-endian header (magic number, then the size of each dimension), then
 * unsigned bytes. Files compressed with gzip are recognised by their content, whatever their name.
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
     * Reads images, magic number 2051.
     *
     * @throws DataException if the file cannot be read or is not such a file, whole and without anything after it
     */
    public static Images images(Path file) {
        return images(IdxFile.read(file, IdxFile.IMAGES));
    }

    /**
     * Reads labels, magic number 2049.
     *
     * @return unsigned bytes, at least one
     * @throws DataException if the file cannot be read or is not such a file, whole and without anything after it
     */
    public static byte[] labels(Path file) {
        return IdxFile.read(file, IdxFile.LABELS).body();
    }

    public static Images images(IdxFile file) {
        return new Images(file.body(), file.dimension(0), file.dimension(1), file.dimension(2));
    }
}
