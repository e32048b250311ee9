package dev.lanewise.cli.table;

import java.util.List;

/**
 * A column of features.
 *
 * @param categories of a column of texts, each of which becomes a feature that is 1 or 0; none for a column of numbers
 * @param mean what a missing number is replaced by, if missing ones are filled
 */
public record Column(String name, List<String> categories, float mean) {
    /** Makes the list unmodifiable. */
    public Column {
        categories = List.copyOf(categories);
    }

    /** Whether its values are texts. */
    public boolean isText() {
        return !categories.isEmpty();
    }

    /** How many features it becomes. */
    public int width() {
        return isText() ? categories.size() : 1;
    }
}
