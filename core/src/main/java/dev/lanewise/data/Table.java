package dev.lanewise.data;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Rows of floats, each with a target: a class, labels, or values. The arrays are not copied and must not be changed; rows may also
 * come from a function, which is asked for a row each time it is needed, by several threads at once. It must always give the same
 * numbers, in an array that later calls leave alone, as several rows are asked for before the first is used. Rows and columns are
 * counted from 0.
 */
public final class Table implements Samples {
    private final IntFunction<float[]> rows;
    private final int features;
    private final Targets targets;

    private Table(IntFunction<float[]> rows, int features, Targets targets) {
        this.rows = rows;
        this.features = features;
        this.targets = targets;
    }

    private static Table checked(IntFunction<float[]> rows, Targets targets) {
        Objects.requireNonNull(rows, "rows");
        if (targets.size() == 0) {
            throw new IllegalArgumentException("there are no rows");
        }
        int features = Objects.requireNonNull(rows.apply(0), "row 0").length;
        if (features == 0) {
            throw new IllegalArgumentException("row 0 has no columns");
        }
        for (int i = 0; i < targets.size(); i++) {
            float[] row = Objects.requireNonNull(rows.apply(i), "row " + i);
            if (row.length != features) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + row.length + " columns, but row 0 has " + features);
            }
            Targets.requireFinite(row, i, "column");
        }
        return new Table(rows, features, targets);
    }

    private static IntFunction<float[]> function(float[][] rows, int targets) {
        if (rows.length != targets) {
            throw new IllegalArgumentException("there are " + rows.length + " rows, but " + targets + " targets");
        }
        return i -> rows[i];
    }

    /**
     * Rows of one class each.
     *
     * @param rows [rows][features]
     * @param classOf [rows], each 0 … classes - 1
     * @throws IllegalArgumentException if these do not fit together, or a number is not finite
     */
    public static Table ofClasses(float[][] rows, int[] classOf, int classes) {
        return ofClasses(function(rows, classOf.length), classOf, classes);
    }

    /** The same of as many rows as there are in {@code classOf}, from a function. */
    public static Table ofClasses(IntFunction<float[]> rows, int[] classOf, int classes) {
        return checked(rows, Targets.ofClasses(classOf, classes));
    }

    /**
     * Rows of which each label holds, 1, or does not, 0.
     *
     * @param rows [rows][features]
     * @param labels [rows][labels]
     * @throws IllegalArgumentException if these do not fit together, or a number is not finite
     */
    public static Table ofLabels(float[][] rows, float[][] labels) {
        return ofLabels(function(rows, labels.length), labels);
    }

    /** The same of as many rows as there are in {@code labels}, from a function. */
    public static Table ofLabels(IntFunction<float[]> rows, float[][] labels) {
        return checked(rows, Targets.ofLabels(labels));
    }

    /**
     * Rows with values to be predicted.
     *
     * @param rows [rows][features]
     * @param values [rows][values]
     * @throws IllegalArgumentException if these do not fit together, or a number is not finite
     */
    public static Table ofValues(float[][] rows, float[]... values) {
        return ofValues(function(rows, values.length), values);
    }

    /** The same of as many rows as there are in {@code values}, from a function. */
    public static Table ofValues(IntFunction<float[]> rows, float[]... values) {
        return checked(rows, Targets.ofValues(values));
    }

    @Override
    public int size() {
        return targets.size();
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int outputs() {
        return targets.width();
    }

    @Override
    public Target target() {
        return targets.kind();
    }

    /** The features of a row; not to be changed. */
    public float[] row(int index) {
        return rows.apply(index);
    }

    /**
     * The class of a row.
     *
     * @throws IllegalStateException if rows are not of one class each
     */
    public int classOf(int index) {
        return targets.classOf(index);
    }

    @Override
    public void gather(Kernels kernels, int[] order, int from, int count, PanelMatrix x, int firstRow) {
        int r = 0;
        for (; r <= count - 4; r += 4) {
            int at = from + r;
            kernels.gatherRows(
                    rows.apply(order[at]),
                    rows.apply(order[at + 1]),
                    rows.apply(order[at + 2]),
                    rows.apply(order[at + 3]),
                    x,
                    firstRow + r);
        }
        for (; r < count; r++) {
            kernels.setRow(x, firstRow + r, rows.apply(order[from + r]), 0);
        }
    }

    @Override
    public void targets(int[] order, int from, int count, float[] out, int width) {
        Arrays.fill(out, 0, count * width, 0f);
        for (int r = 0; r < count; r++) {
            targets.write(order[from + r], out, r * width);
        }
    }

    @Override
    public long checksum() {
        CRC32C sum = new CRC32C();
        float[] target = new float[targets.width()];
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.max(features, target.length));
        for (int i = 0; i < size(); i++) {
            Arrays.fill(target, 0);
            targets.write(i, target, 0);
            update(sum, bytes, rows.apply(i));
            update(sum, bytes, target);
        }
        return sum.getValue();
    }

    private static void update(CRC32C sum, ByteBuffer bytes, float[] values) {
        bytes.clear();
        for (float each : values) {
            bytes.putFloat(each);
        }
        sum.update(bytes.flip());
    }

    /**
     * The first {@code n} rows, or all if there are fewer.
     *
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public Table limit(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("the number of rows must be at least 1, but is " + n);
        }
        return n >= size() ? this : select(IntStream.range(0, n).toArray());
    }

    /**
     * Some rows, which are not copied.
     *
     * @param indices which, in the order wanted
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Table select(int... indices) {
        int[] kept = indices.clone();
        IntFunction<float[]> all = rows;
        return new Table(i -> all.apply(kept[i]), features, targets.select(kept));
    }

    /**
     * Holds a part out at random; where rows are of one class each, class by class, so that the classes have the same shares in
     * both parts. Both keep the order of the rows.
     *
     * @param fraction that is held out, rounded to whole rows, above 0 and below 1
     * @param seed what the choice follows from
     * @return the rest as the training set, what is held out as the test set
     * @throws IllegalArgumentException if the fraction is out of range, or leaves one of the parts without rows
     */
    public TrainTest<Table> holdOut(double fraction, long seed) {
        boolean classes = target() == Target.CLASS;
        boolean[] out =
                StratifiedSplit.of(this, classes ? outputs() : 1, i -> classes ? classOf(i) : 0, fraction, seed);
        return new TrainTest<>(select(StratifiedSplit.where(out, false)), select(StratifiedSplit.where(out, true)));
    }
}
