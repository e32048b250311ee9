package dev.lanewise.cli.table;

import dev.lanewise.data.DataException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of comma-separated values as it stands there.
 *
 * @param names of the columns
 * @param rows [rows][columns]
 * @param lines in which each row begins, counted from 1
 */
public record CsvTable(Path file, List<String> names, List<List<String>> rows, List<Long> lines) {
    /** The index of a column. */
    int column(String name, String fix) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new DataException(file, "has no column '" + name + "', only " + some(names) + "; " + fix);
        }
        return index;
    }

    /** What there is in a column, without what is missing. */
    public List<String> present(String name) {
        int index = names.indexOf(name);
        return rows.stream()
                .map(row -> row.get(index))
                .filter(each -> !Cells.isMissing(each))
                .toList();
    }

    /** Whether all there is in a column is numbers. */
    public boolean isOfNumbers(String name) {
        return present(name).stream().allMatch(Cells::isNumber);
    }

    private static String some(List<String> names) {
        int most = 8;
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }

    /** What is wrong with a cell, and what to do. */
    DataException at(int row, int column, String what) {
        return new DataException(file, "line " + lines.get(row) + ", column '" + names.get(column) + "': " + what);
    }
}
