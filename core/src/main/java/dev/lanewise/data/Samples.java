package dev.lanewise.data;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/**
 * What is trained and evaluated on: numbered samples, each of some features and a target. Several threads ask at once, so an
 * implementation must be immutable or behave like it; in particular, the same sample must always be the same numbers.
 *
 * <p>{@link LabelledImages} are samples, and so are {@link Table}s. Other sources of numbers need no more than this interface.
 */
public interface Samples {
    /** The number of samples. */
    int size();

    /** The number of features of a sample, which are the inputs of a network. */
    int features();

    /** The number of outputs that a network needs to reach the targets: for classes, how many there are. */
    int outputs();

    /** What the targets say. */
    default Target target() {
        return Target.CLASS;
    }

    /**
     * Gathers samples into a batch: row {@code firstRow + r} of {@code x} becomes the features of sample {@code order[from + r]},
     * for r = 0 … rows - 1. Other rows, and columns beyond the last feature, are left alone.
     *
     * @param x {@code batch x features}
     */
    void gather(Kernels kernels, int[] order, int from, int rows, PanelMatrix x, int firstRow);

    /**
     * Writes the targets of samples {@code order[from] … order[from + rows - 1]}, row-major. A class is a row of zeros with a one
     * in its place.
     *
     * @param width the floats of a row of {@code out}, which is at least {@link #outputs()}; those beyond become zero
     */
    void targets(int[] order, int from, int rows, float[] out, int width);

    /**
     * Counts the samples of each class.
     *
     * @return [outputs]
     * @throws IllegalStateException if a sample is not of one of several classes
     */
    default int[] classCounts() {
        if (target() != Target.CLASS) {
            throw new IllegalStateException(
                    "only samples that are each of one of several classes can be counted by class");
        }
        int[] out = new int[outputs()];
        int[] sample = new int[1];
        float[] row = new float[outputs()];
        for (int i = 0; i < size(); i++) {
            sample[0] = i;
            targets(sample, 0, 1, row, row.length);
            for (int c = 0; c < row.length; c++) {
                out[c] += row[c] == 1 ? 1 : 0;
            }
        }
        return out;
    }

    /** A checksum of all features and targets, by which a checkpoint sees that it goes on with the data it began with: a guard
     * against mistakes, not against malice. */
    long checksum();

    /** The width in pixels of the images that samples are, row by row; 0 if features are no pixels. */
    default int imageWidth() {
        return 0;
    }

    /** What samples are called in messages. */
    default String samplesName() {
        return "rows";
    }

    /** What features are called in messages. */
    default String featuresName() {
        return "columns";
    }
}
