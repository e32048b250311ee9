package dev.lanewise.cli.table;

import java.util.Locale;
import java.util.Set;

/** What stands in a cell of a table. */
final class Cells {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

    private Cells() {}

    static boolean isMissing(String cell) {
        return MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** Whether it would be a number, had it no comma: {@code 0,123}, or {@code 1,234.5}. */
    static boolean isNumberWithComma(String cell) {
        return cell.indexOf(',') > 0 && isNumber(cell.replace(",", ""));
    }

    /** Whether it is a number, also one too large for a float; no hexadecimals, suffixes or words as Java has them. */
    static boolean isNumber(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if ("0123456789+-.eE".indexOf(cell.charAt(i)) < 0) {
                return false;
            }
        }
        try {
            Float.parseFloat(cell);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
