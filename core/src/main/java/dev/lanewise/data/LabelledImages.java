package dev.lanewise.data;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * Labelled grey images. The arrays are not copied and must not be changed.
 *
 * @param pixels unsigned bytes, row-major [images][rows][columns]
 * @param labels unsigned bytes [images], each the index of a class
 * @param rows the height of an image in pixels
 * @param columns the width of an image in pixels
 * @param classNames what the classes are called
 */
public record LabelledImages(byte[] pixels, byte[] labels, int rows, int columns, List<String> classNames)
        implements Samples {
    /** Labels are bytes. */
    public static final int MOST_CLASSES = 256;

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if they do not
     */
    public LabelledImages {
        Objects.requireNonNull(pixels, "pixels");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(classNames, "classNames");
        classNames = List.copyOf(classNames);
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("images of " + rows + " x " + columns + " pixels have no pixels");
        }
        if (pixels.length != (long) labels.length * rows * columns) {
            throw new IllegalArgumentException(labels.length + " images of " + rows + " x " + columns + " pixels need "
                    + (long) labels.length * rows * columns + " bytes, but there are " + pixels.length);
        }
        if (classNames.size() > MOST_CLASSES) {
            throw new IllegalArgumentException("labels are bytes, so there are at most " + MOST_CLASSES
                    + " classes, but not " + classNames.size());
        }
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] & 0xFF) >= classNames.size()) {
                throw new IllegalArgumentException("image " + i + " has label " + (labels[i] & 0xFF)
                        + ", but labels are 0 to " + (classNames.size() - 1));
            }
        }
    }

    /** The number of images. */
    @Override
    public int size() {
        return labels.length;
    }

    /** The number of pixels of an image. */
    @Override
    public int features() {
        return rows * columns;
    }

    /** The number of classes. */
    public int classes() {
        return classNames.size();
    }

    @Override
    public int outputs() {
        return classes();
    }

    @Override
    public int[] classCounts() {
        int[] out = new int[classes()];
        for (int i = 0; i < labels.length; i++) {
            out[label(i)]++;
        }
        return out;
    }

    /** Pixels are scaled to 0…1. */
    @Override
    public void gather(Kernels kernels, int[] order, int from, int rows, PanelMatrix x, int firstRow) {
        kernels.gather(pixels, features(), order, from, rows, x, firstRow);
    }

    @Override
    public void targets(int[] order, int from, int rows, float[] out, int width) {
        Arrays.fill(out, 0, rows * width, 0f);
        for (int r = 0; r < rows; r++) {
            out[r * width + label(order[from + r])] = 1f;
        }
    }

    @Override
    public long checksum() {
        CRC32C sum = new CRC32C();
        sum.update(pixels);
        sum.update(labels);
        return sum.getValue();
    }

    @Override
    public int imageWidth() {
        return columns;
    }

    @Override
    public String samplesName() {
        return "images";
    }

    @Override
    public String featuresName() {
        return "pixels";
    }

    /** The label of image {@code index}. */
    public int label(int index) {
        return labels[index] & 0xFF;
    }

    /** Whether there is nothing to see in image {@code index}: it has several pixels, and all are alike. */
    public boolean isBlank(int index) {
        int first = index * features();
        int end = first + features();
        return features() > 1 && Arrays.equals(pixels, first + 1, end, pixels, first, end - 1);
    }

    /**
     * The first {@code n} images, or all if there are fewer.
     *
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public LabelledImages limit(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("the number of images must be at least 1, but is " + n);
        }
        if (n >= size()) {
            return this;
        }
        return new LabelledImages(
                Arrays.copyOf(pixels, n * features()), Arrays.copyOf(labels, n), rows, columns, classNames);
    }

    /**
     * A copy of some images.
     *
     * @param indices which, in the order wanted
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public LabelledImages select(int... indices) {
        int features = features();
        byte[] somePixels = new byte[Math.multiplyExact(indices.length, features)];
        byte[] someLabels = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            int index = Objects.checkIndex(indices[i], size());
            System.arraycopy(pixels, index * features, somePixels, i * features, features);
            someLabels[i] = labels[index];
        }
        return new LabelledImages(somePixels, someLabels, rows, columns, classNames);
    }

    /**
     * Holds a part out at random, class by class, so that the classes have the same shares in both parts. Both keep the order
     * of the images.
     *
     * @param fraction of each class that is held out, rounded to whole images, above 0 and below 1
     * @param seed what the choice follows from
     * @return the rest as the training set, what is held out as the test set
     * @throws IllegalArgumentException if the fraction is out of range, or leaves one of the parts without images
     */
    public TrainTest<LabelledImages> holdOut(double fraction, long seed) {
        boolean[] out = StratifiedSplit.of(this, classes(), this::label, fraction, seed);
        return new TrainTest<>(select(StratifiedSplit.where(out, false)), select(StratifiedSplit.where(out, true)));
    }

    /**
     * A copy with labels that are random for some images, as in C. Zhang et al., "Understanding deep learning requires rethinking
     * generalization", ICLR 2017. A random label may be the right one by chance. Whatever is random at a fraction is so, and the
     * same, at any greater one.
     *
     * @param fraction of the images that get a random label, 0…1; each is drawn by itself
     * @param seed what the choice and the labels follow from
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public LabelledImages randomLabels(double fraction, long seed) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("the fraction of random labels must be 0 to 1, but is " + fraction);
        }
        SplittableRandom random = Streams.labels(seed);
        byte[] changed = labels.clone();
        for (int i = 0; i < changed.length; i++) {
            boolean drawn = random.nextDouble() < fraction;
            byte label = (byte) random.nextInt(classes());
            changed[i] = drawn ? label : changed[i];
        }
        return new LabelledImages(pixels, changed, rows, columns, classNames);
    }
}
