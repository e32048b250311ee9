package dev.lanewise.cli.table;

import dev.lanewise.data.DataException;
import dev.lanewise.data.Target;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Loss.Predicts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds out what the columns of a table are: numbers or texts, features or targets, classes or values. */
public final class SchemaFinder {
    /** More different whole numbers than this are values rather than classes, unless the loss says otherwise. */
    private static final int MOST_CLASSES = 20;

    private static final int MOST_CATEGORIES = 1000;

    private final CsvTable csv;

    private SchemaFinder(CsvTable csv) {
        this.csv = csv;
    }

    /**
     * What a table is.
     *
     * @param targets names of the columns to predict
     * @param loss if one was asked for, which decides between classes, labels and values
     * @throws DataException if nothing can be learned from it
     */
    public static TableSchema find(
            CsvTable csv, List<String> targets, Optional<Loss> loss, boolean header, boolean fillsMissing) {
        return new SchemaFinder(csv).find(targets, loss, header, fillsMissing);
    }

    /** What the columns of a table are if none is to be predicted. */
    public static TableSchema features(CsvTable csv) {
        SchemaFinder finder = new SchemaFinder(csv);
        List<Column> columns =
                IntStream.range(0, csv.names().size()).mapToObj(finder::column).toList();
        return new TableSchema(columns, Target.VALUES, List.of(), List.of(), true, true);
    }

    private TableSchema find(List<String> targets, Optional<Loss> loss, boolean header, boolean fillsMissing) {
        for (String each : targets) {
            csv.column(each, "give one of them as --target");
        }
        List<Column> columns = IntStream.range(0, csv.names().size())
                .filter(c -> !targets.contains(csv.names().get(c)))
                .mapToObj(this::column)
                .toList();
        if (columns.isEmpty()) {
            throw new DataException(csv.file(), "has no column beside the target; give a table with features");
        }
        Target target = target(targets, loss);
        List<String> classes = target == Target.CLASS ? classes(targets) : List.of();
        if (target == Target.VALUES) {
            for (String each : targets) {
                requireDifferent(each, present(each), "values");
            }
        }
        return new TableSchema(columns, target, targets, classes, header, fillsMissing);
    }

    private Target target(List<String> targets, Optional<Loss> loss) {
        if (loss.isPresent()) {
            Predicts predicts = loss.get().predicts();
            return predicts == Predicts.CLASSES
                    ? Target.CLASS
                    : predicts == Predicts.LABELS ? Target.LABELS : Target.VALUES;
        }
        if (targets.size() > 1) {
            return Target.VALUES;
        }
        List<String> cells = cells(csv.names().indexOf(targets.getFirst()));
        boolean numbers = cells.stream().allMatch(each -> Cells.isNumber(each) || Cells.isMissing(each));
        boolean whole = numbers && cells.stream().allMatch(each -> each.matches("[+-]?\\d+(\\.0*)?"));
        long different = cells.stream().distinct().count();
        return numbers && (!whole || different > MOST_CLASSES) ? Target.VALUES : Target.CLASS;
    }

    private List<String> cells(int column) {
        return csv.rows().stream().map(row -> row.get(column)).toList();
    }

    private List<String> classes(List<String> targets) {
        if (targets.size() > 1) {
            throw new DataException(
                    csv.file(), "has several targets, which are no classes; give one --target, or another --loss");
        }
        List<String> out = sorted(present(targets.getFirst()));
        requireNoCommas(targets.getFirst(), out);
        requireDifferent(targets.getFirst(), out, "classes");
        return out;
    }

    private List<String> present(String target) {
        return cells(csv.names().indexOf(target)).stream()
                .filter(each -> !Cells.isMissing(each))
                .distinct()
                .toList();
    }

    private void requireDifferent(String target, List<String> present, String what) {
        if (present.size() < 2) {
            throw new DataException(
                    csv.file(),
                    "has " + (present.isEmpty() ? "nothing" : "only '" + present.getFirst() + "'") + " in the column '"
                            + target + "', so that there is nothing to learn; give rows of two " + what + " or more");
        }
    }

    /** By size if all are numbers, else by name. */
    private static List<String> sorted(List<String> texts) {
        boolean numbers = texts.stream().allMatch(Cells::isNumber);
        return texts.stream()
                .sorted(numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder())
                .toList();
    }

    private Column column(int c) {
        String name = csv.names().get(c);
        List<String> texts = new ArrayList<>();
        int firstText = -1;
        int numbers = 0;
        for (int r = 0; r < csv.rows().size(); r++) {
            String cell = csv.rows().get(r).get(c);
            if (Cells.isMissing(cell)) {
                continue;
            }
            if (Cells.isNumber(cell)) {
                numbers++;
            } else {
                firstText = firstText < 0 ? r : firstText;
            }
            texts.add(cell);
        }
        if (texts.isEmpty()) {
            throw new DataException(csv.file(), "has no values at all in the column '" + name + "'; leave it out");
        }
        if (firstText < 0) {
            return new Column(name, List.of(), 0);
        }
        if (numbers > texts.size() - numbers) {
            throw csv.at(
                    firstText,
                    c,
                    "'" + csv.rows().get(firstText).get(c) + "' is no number, where most of the column are; mend it, or"
                            + " leave the line out");
        }
        requireNoCommas(name, texts);
        return text(name, sorted(texts.stream().distinct().toList()));
    }

    /** Of numbers with commas, each would become a text of its own, which learns nothing and looks as if it did. */
    private void requireNoCommas(String name, List<String> texts) {
        Optional<String> first = texts.stream().filter(Cells::isNumberWithComma).findFirst();
        if (first.isPresent()
                && texts.stream().allMatch(each -> Cells.isNumber(each) || Cells.isNumberWithComma(each))) {
            throw new DataException(
                    csv.file(),
                    "has numbers with a comma in the column '" + name + "', such as '" + first.get()
                            + "'; numbers need a decimal point, as in 0.5, and nothing between thousands");
        }
    }

    private Column text(String name, List<String> categories) {
        if (categories.size() > MOST_CATEGORIES) {
            throw new DataException(
                    csv.file(),
                    String.format(
                            Locale.ROOT,
                            "has %,d different texts in the column '%s', too many to learn from; leave the column out",
                            categories.size(),
                            name));
        }
        return new Column(name, categories, 0);
    }
}
