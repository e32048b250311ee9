package dev.lanewise.data;

import dev.lanewise.kernel.Fma;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.ReferenceKernels;
import java.util.Arrays;
import java.util.Objects;

/**
 * Brings columns to mean 0 and standard deviation 1: {@code (x - mean) · (1 / deviation)}. Immutable. Fitted on the training set
 * and kept with the network, so that what it is given later is treated as in training.
 */
public final class Standardization {
    private final int width;

    /** Padded with zeros to whole panels, so that what lies beyond the last column stays zero. */
    private final float[] mean;

    private final float[] inverse;
    private final float[] deviation;

    /**
     * One by these numbers.
     *
     * @throws IllegalArgumentException if they are not as many, a mean is not finite, or a deviation not positive and finite
     */
    public Standardization(float[] mean, float[] deviation) {
        if (mean.length != deviation.length || mean.length == 0) {
            throw new IllegalArgumentException(
                    "there are " + mean.length + " means, but " + deviation.length + " deviations");
        }
        width = mean.length;
        int padded = PanelMatrix.panels(width) * PanelMatrix.WIDTH;
        this.mean = Arrays.copyOf(mean, padded);
        this.deviation = deviation.clone();
        inverse = new float[padded];
        for (int i = 0; i < width; i++) {
            inverse[i] = 1 / deviation[i];
            if (!Float.isFinite(mean[i]) || !(deviation[i] > 0) || !(inverse[i] > 0 && Float.isFinite(inverse[i]))) {
                throw new IllegalArgumentException("column " + i + " has the mean " + mean[i] + " and the deviation "
                        + deviation[i] + ", by which nothing can be standardised");
            }
        }
    }

    /** Fitted on the features of these samples. A column that is always the same is only centred. */
    public static Standardization of(Samples train) {
        PanelMatrix row = new PanelMatrix(PanelMatrix.TILE_ROWS, train.features());
        Kernels kernels = new ReferenceKernels();
        int[] order = new int[1];
        return fit(train.size(), train.features(), (i, out) -> {
            order[0] = i;
            train.gather(kernels, order, 0, 1, row, 0);
            kernels.getRow(row, 0, out, 0);
        });
    }

    /** Fitted on the targets of these samples, likewise. */
    public static Standardization ofTargets(Samples train) {
        int[] order = new int[1];
        return fit(train.size(), train.outputs(), (i, out) -> {
            order[0] = i;
            train.targets(order, 0, 1, out, out.length);
        });
    }

    /** What writes row {@code index} into {@code out}. */
    private interface Source {
        void row(int index, float[] out);
    }

    /** In two passes, as sums of squares less squares of sums lose digits. */
    private static Standardization fit(int size, int width, Source source) {
        float[] row = new float[width];
        double[] sums = new double[width];
        for (int i = 0; i < size; i++) {
            source.row(i, row);
            for (int j = 0; j < width; j++) {
                sums[j] += row[j];
            }
        }
        float[] mean = new float[width];
        for (int j = 0; j < width; j++) {
            mean[j] = (float) (sums[j] / size);
        }
        double[] squares = new double[width];
        for (int i = 0; i < size; i++) {
            source.row(i, row);
            for (int j = 0; j < width; j++) {
                double difference = (double) row[j] - mean[j];
                squares[j] += difference * difference;
            }
        }
        float[] deviation = new float[width];
        for (int j = 0; j < width; j++) {
            float root = (float) Math.sqrt(squares[j] / size);
            boolean constant =
                    root <= Math.abs(mean[j]) * 0x1p-20f || root < 1e-30f; // no more than the mean's rounding
            deviation[j] = constant ? 1 : root;
        }
        return new Standardization(mean, deviation);
    }

    /** The number of columns. */
    public int width() {
        return width;
    }

    /** A copy of the means. */
    public float[] mean() {
        return Arrays.copyOf(mean, width);
    }

    /** A copy of the standard deviations; 1 where a column is only centred. */
    public float[] deviation() {
        return deviation.clone();
    }

    /** Standardises rows of a matrix of so many columns, in place. */
    public void apply(Kernels kernels, PanelMatrix x, int firstRow, int rows) {
        kernels.standardize(x, firstRow, rows, mean, inverse);
    }

    /** Standardises the row at {@code at}, in place, to the same bits. */
    public void apply(float[] x, int at) {
        for (int i = 0; i < width; i++) {
            x[at + i] = (x[at + i] - mean[i]) * inverse[i];
        }
    }

    /** Brings the row at {@code at} back to what it would have been. */
    public void undo(float[] x, int at) {
        for (int i = 0; i < width; i++) {
            x[at + i] = Fma.fma(x[at + i], deviation[i], mean[i]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standardization that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(deviation, that.deviation);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(mean), Arrays.hashCode(deviation));
    }
}
