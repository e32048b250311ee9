package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells, printed in columns for a terminal or as Markdown. */
public final class TextTable {
    private final List<String[]> rows = new ArrayList<>();

    /** A table with these headings. */
    public TextTable(String... headings) {
        row(headings);
    }

    /** Adds a row, with a cell for each heading. */
    public void row(String... cells) {
        if (!rows.isEmpty() && cells.length != rows.getFirst().length) {
            throw new IllegalArgumentException("a row has " + cells.length + " cells for " + rows.getFirst().length);
        }
        rows.add(cells);
    }

    /** Markdown. */
    public String markdown() {
        StringBuilder out = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            out.append("| ").append(String.join(" | ", rows.get(r))).append(" |\n");
            if (r == 0) {
                out.append("|---".repeat(rows.getFirst().length)).append("|\n");
            }
        }
        return out.toString();
    }

    /** Columns padded to the same width. */
    @Override
    public String toString() {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            Arrays.setAll(widths, c -> Math.max(widths[c], row[c].length()));
        }
        StringBuilder out = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.length; c++) {
                line.append(row[c]).append(" ".repeat(widths[c] - row[c].length() + 2));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
