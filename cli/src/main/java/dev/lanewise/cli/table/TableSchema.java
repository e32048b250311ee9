package dev.lanewise.cli.table;

import dev.lanewise.data.DataException;
import dev.lanewise.data.Table;
import dev.lanewise.data.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * What the columns of a table are, found in the table that a network is trained on and kept with the network, so that later
 * tables are read alike.
 *
 * @param target what is predicted
 * @param targets the columns of it
 * @param classNames of the classes, none if there are none
 * @param header whether the first line names the columns
 * @param fillsMissing whether a missing number is replaced by its column's mean, and a missing text is none of the categories;
 *     otherwise it is an error
 */
public record TableSchema(
        List<Column> columns,
        Target target,
        List<String> targets,
        List<String> classNames,
        boolean header,
        boolean fillsMissing) {
    private static final int LEAST_TEXTS = 10;

    private static final String SAME = "give a table with the columns that the network was trained on";

    /** Makes the lists unmodifiable. */
    public TableSchema {
        columns = List.copyOf(columns);
        targets = List.copyOf(targets);
        classNames = List.copyOf(classNames);
    }

    /**
     * What is odd about its texts, a sentence for each column: nearly every row has one of its own, so that it tells rows apart and
     * nothing else.
     *
     * @param rows how many there are
     */
    public List<String> warnings(int rows) {
        List<String> out = new ArrayList<>();
        columns.stream()
                .filter(each -> tellsRowsApart(each.categories(), rows))
                .forEach(each -> out.add(String.format(
                        Locale.ROOT,
                        "the column '%s' has %,d different texts in %,d rows, each a feature of its own; leave the column out if"
                                + " it only names rows",
                        each.name(),
                        each.categories().size(),
                        rows)));
        if (tellsRowsApart(classNames, rows)) {
            out.add(String.format(
                    Locale.ROOT,
                    "the target '%s' has %,d different classes in %,d rows, too few rows of each to learn from; give another"
                            + " column as --target",
                    targets.getFirst(),
                    classNames.size(),
                    rows));
        }
        return out;
    }

    /**
     * Which columns have numbers most of whose differences are lost, as floats have some seven digits; a sentence for each. A few that
     * fall together by chance, as among many thousands, do no harm.
     */
    public List<String> rounded(CsvTable csv) {
        Stream<String> features =
                columns.stream().filter(each -> !each.isText()).map(Column::name);
        Stream<String> values = target == Target.VALUES ? targets.stream() : Stream.empty();
        return Stream.concat(features, values)
                .flatMap(each -> rounded(each, csv.present(each)).stream())
                .toList();
    }

    private static Optional<String> rounded(String name, List<String> cells) {
        List<String> numbers = cells.stream().filter(Cells::isNumber).toList();
        long typed = numbers.stream().map(Double::valueOf).distinct().count();
        long kept = numbers.stream().map(Float::valueOf).distinct().count();
        return typed == 0 || 2 * kept > typed
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the column '%s' has %,d different numbers, of which floats tell %,d apart; subtract from each what they"
                                + " have in common",
                        name,
                        typed,
                        kept));
    }

    /** More texts than half the rows, so that most stand in one row alone; a few texts say nothing in a table of a few rows. */
    private static boolean tellsRowsApart(List<String> texts, int rows) {
        return texts.size() >= LEAST_TEXTS && 2 * texts.size() > rows;
    }

    /** Whether the classes are called by numbers, which might as well be values. */
    public boolean classesAreNumbers() {
        return classNames.stream().allMatch(Cells::isNumber);
    }

    /** How many features a row has. */
    public int features() {
        return columns.stream().mapToInt(Column::width).sum();
    }

    /**
     * A table with its targets.
     *
     * @throws DataException if it is not of this kind
     */
    public Table table(CsvTable csv) {
        float[][] features = features(csv);
        return table(csv, r -> features[r]);
    }

    /** A table whose rows have their own number as their only feature, with its targets: to be split before it is looked into. */
    public Table numbered(CsvTable csv) {
        return table(csv, r -> new float[] {r});
    }

    private Table table(CsvTable csv, IntFunction<float[]> features) {
        int size = csv.rows().size();
        if (target == Target.CLASS) {
            int at = csv.column(targets.getFirst(), SAME);
            int[] classes = new int[size];
            for (int r = 0; r < size; r++) {
                classes[r] = classOf(csv, r, at);
            }
            return Table.ofClasses(features, classes, classNames.size());
        }
        float[][] numbers = new float[size][targets.size()];
        for (int t = 0; t < targets.size(); t++) {
            int at = csv.column(targets.get(t), SAME);
            for (int r = 0; r < size; r++) {
                numbers[r][t] = number(csv, r, at, "the target must be a number");
                if (target == Target.LABELS && numbers[r][t] != 0 && numbers[r][t] != 1) {
                    throw csv.at(
                            r,
                            at,
                            csv.rows().get(r).get(at) + " is no label; mend it to 0 or 1, or use another --loss");
                }
            }
        }
        return target == Target.LABELS ? Table.ofLabels(features, numbers) : Table.ofValues(features, numbers);
    }

    private int classOf(CsvTable csv, int row, int column) {
        String cell = csv.rows().get(row).get(column);
        int index = classNames.indexOf(cell);
        if (index < 0) {
            throw csv.at(
                    row,
                    column,
                    Cells.isMissing(cell)
                            ? "there is no target; fill it in, or leave the line out"
                            : "'" + cell + "' is none of the classes that the network knows; leave the line out");
        }
        return index;
    }

    private static float number(CsvTable csv, int row, int column, String otherwise) {
        String cell = csv.rows().get(row).get(column);
        if (!Cells.isNumber(cell)) {
            throw csv.at(
                    row,
                    column,
                    Cells.isMissing(cell)
                            ? "there is no value; fill it in, or leave the line out"
                            : "'" + cell + "' is no number; " + otherwise);
        }
        float value = Float.parseFloat(cell);
        if (!Float.isFinite(value)) {
            throw csv.at(row, column, cell + " is too large a number; scale the column");
        }
        return value;
    }

    /**
     * The same, filling missing numbers with the means of some rows.
     *
     * @param rows those that are trained on
     * @throws DataException if a column has no numbers there
     */
    public TableSchema withMeans(CsvTable csv, int... rows) {
        return fillsMissing
                ? new TableSchema(
                        columns.stream().map(each -> withMean(csv, each, rows)).toList(),
                        target,
                        targets,
                        classNames,
                        header,
                        true)
                : this;
    }

    private static Column withMean(CsvTable csv, Column column, int... rows) {
        if (column.isText()) {
            return column;
        }
        int at = csv.column(column.name(), SAME);
        double mean = Arrays.stream(rows)
                .filter(r -> !Cells.isMissing(csv.rows().get(r).get(at)))
                .mapToDouble(r -> number(csv, r, at, "most of the column are; mend it, or leave the line out"))
                .average()
                .orElseThrow(() -> new DataException(
                        csv.file(),
                        "has no values in the column '" + column.name() + "' of the rows to train on; leave it out"));
        return new Column(column.name(), List.of(), (float) mean);
    }

    /** The {@link #features} row after row. */
    public float[] rows(CsvTable csv) {
        float[][] features = features(csv);
        float[] out = new float[Math.multiplyExact(features.length, features())];
        for (int r = 0; r < features.length; r++) {
            System.arraycopy(features[r], 0, out, r * features(), features());
        }
        return out;
    }

    /**
     * The features alone, [rows][features]; columns that are not features are passed over.
     *
     * @throws DataException if a column is missing, or a value is of another kind
     */
    public float[][] features(CsvTable csv) {
        float[][] out = new float[csv.rows().size()][features()];
        int to = 0;
        for (Column each : columns) {
            int from = csv.column(each.name(), SAME);
            for (int r = 0; r < out.length; r++) {
                write(csv, r, from, each, out[r], to);
            }
            to += each.width();
        }
        return out;
    }

    private void write(CsvTable csv, int row, int from, Column column, float[] out, int to) {
        String cell = csv.rows().get(row).get(from);
        if (Cells.isMissing(cell)) {
            if (!fillsMissing) {
                throw csv.at(
                        row, from, "there is no value; fill it in, leave the line out, or train with --missing mean");
            }
            if (!column.isText()) {
                out[to] = column.mean();
            }
        } else if (column.isText()) {
            int category = column.categories().indexOf(cell);
            if (category < 0) {
                throw csv.at(
                        row,
                        from,
                        "'" + cell + "' is none of the column's "
                                + column.categories().size() + " texts in training; mend it, or train again");
            }
            out[to + category] = 1;
        } else {
            out[to] = number(csv, row, from, "most of the column are; mend it, or leave the line out");
        }
    }
}
