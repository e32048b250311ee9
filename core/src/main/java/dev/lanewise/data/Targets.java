package dev.lanewise.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * The targets of a {@link Table}.
 *
 * @param width the numbers of a target
 * @param classes of each row; null if there are rows of numbers instead
 * @param numbers [rows][width], or null
 */
record Targets(Target kind, int width, int[] classes, float[][] numbers) {
    static Targets ofClasses(int[] classOf, int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("the number of classes must be at least 1, but is " + classes);
        }
        for (int i = 0; i < classOf.length; i++) {
            if (classOf[i] < 0 || classOf[i] >= classes) {
                throw new IllegalArgumentException(
                        "row " + i + " is of class " + classOf[i] + ", but classes are 0 to " + (classes - 1));
            }
        }
        return new Targets(Target.CLASS, classes, classOf, null);
    }

    static Targets ofLabels(float[][] labels) {
        Targets out = ofNumbers(Target.LABELS, labels);
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < out.width; j++) {
                if (labels[i][j] != 0 && labels[i][j] != 1) {
                    throw new IllegalArgumentException(
                            "row " + i + " has " + labels[i][j] + " as label " + j + ", where labels are 0 or 1");
                }
            }
        }
        return out;
    }

    static Targets ofValues(float[][] values) {
        return ofNumbers(Target.VALUES, values);
    }

    private static Targets ofNumbers(Target kind, float[][] numbers) {
        int width = numbers.length == 0 ? 0 : Objects.requireNonNull(numbers[0], "target 0").length;
        if (numbers.length > 0 && width == 0) {
            throw new IllegalArgumentException("row 0 has no targets");
        }
        for (int i = 0; i < numbers.length; i++) {
            if (Objects.requireNonNull(numbers[i], "target " + i).length != width) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + numbers[i].length + " targets, but row 0 has " + width);
            }
            requireFinite(numbers[i], i, "target");
        }
        return new Targets(kind, width, null, numbers);
    }

    static void requireFinite(float[] row, int index, String what) {
        for (int j = 0; j < row.length; j++) {
            if (!Float.isFinite(row[j])) {
                throw new IllegalArgumentException("row " + index + " has " + row[j] + " in " + what + " " + j
                        + ", of which nothing can be learned; leave the row out, or fill the gap");
            }
        }
    }

    int size() {
        return classes != null ? classes.length : numbers.length;
    }

    int classOf(int row) {
        if (classes == null) {
            throw new IllegalStateException("the rows are not of one class each");
        }
        return classes[row];
    }

    /** Writes the target of a row, over zeros. */
    void write(int row, float[] out, int at) {
        if (classes != null) {
            out[at + classes[row]] = 1;
        } else {
            System.arraycopy(numbers[row], 0, out, at, width);
        }
    }

    Targets select(int[] rows) {
        return new Targets(
                kind,
                width,
                classes == null
                        ? null
                        : Arrays.stream(rows).map(i -> classes[i]).toArray(),
                numbers == null
                        ? null
                        : Arrays.stream(rows).mapToObj(i -> numbers[i]).toArray(float[][]::new));
    }
}
