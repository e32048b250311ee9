package dev.lanewise.data;

import java.util.List;

/**
 * Labelled grey images. The arrays are not copied and must not be changed.
 *
 * @param pixels unsigned bytes, row-major [images][rows][columns]
 * @param labels unsigned bytes [images], each the index of a class
 * @param rows the height of an image in pixels
 * @param columns the width of an image in pixels
 * @param classNames what the classes are called
 */
public record Dataset(byte[] pixels, byte[] labels, int rows, int columns, List<String> classNames) {
    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if they do not
     */
    public Dataset {
        classNames = List.copyOf(classNames);
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("images of " + rows + " x " + columns + " pixels have no pixels");
        }
        if (pixels.length != (long) labels.length * rows * columns) {
            throw new IllegalArgumentException(labels.length + " images of " + rows + " x " + columns + " pixels need "
                    + (long) labels.length * rows * columns + " bytes, but there are " + pixels.length);
        }
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] & 0xFF) >= classNames.size()) {
                throw new IllegalArgumentException("image " + i + " has label " + (labels[i] & 0xFF)
                        + ", but labels are 0 to " + (classNames.size() - 1));
            }
        }
    }

    /** The number of images. */
    public int size() {
        return labels.length;
    }

    /** The number of pixels of an image. */
    public int features() {
        return rows * columns;
    }

    /** The number of classes. */
    public int classes() {
        return classNames.size();
    }

    /** The label of image {@code index}. */
    public int label(int index) {
        return labels[index] & 0xFF;
    }
}
