package dev.lanewise.cli.sweep;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.compare.Arm;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * An option and the values to try, typed as {@code hidden=256x2,1024x2}, or with {@code |} between values that have commas.
 *
 * @param option its name, without dashes
 * @param values at least one; a value may have ranges in it
 */
record Try(String option, List<String> values) {
    /**
     * Reads what was typed.
     *
     * @throws CliException if it is not an option that may differ and values
     */
    static Try parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw CliException.usage(
                    "--try: '" + text + "' must be an option and the values to try, as in hidden=256x2,1024x2");
        }
        String option = text.substring(0, equals).strip().replace('_', '-').replaceFirst("^--", "");
        List<String> may =
                Stream.concat(Stream.of("regularizer"), Arm.MAY_DIFFER.stream()).toList();
        if (!may.contains(option)) {
            throw CliException.usage(
                    "--try: '" + option + "' is not what a sweep tries; it tries " + String.join(", ", may));
        }
        String all = text.substring(equals + 1);
        List<String> values = Arrays.stream(all.split(all.contains("|") ? "\\|" : ",", -1))
                .map(String::strip)
                .toList();
        if (values.contains("")) {
            throw CliException.usage("--try: '" + text + "' has an empty value; leave it out");
        }
        if (new HashSet<>(values).size() < values.size()) {
            throw CliException.usage("--try: '" + text + "' has a value twice; leave one out"
                    + (all.contains("|") ? "" : ", or put | between values that have commas"));
        }
        Try out = new Try(option, values);
        values.forEach(out::ranges);
        return out;
    }

    private List<Range> ranges(String value) {
        boolean rate = option.equals("learning-rate");
        return Range.TEXT
                .matcher(value)
                .results()
                .map(each -> Range.of(each, rate))
                .toList();
    }

    /** Whether a value has a range in it, so that there is no end of values. */
    boolean hasRange() {
        return values.stream().anyMatch(each -> !ranges(each).isEmpty());
    }

    /** How many numbers {@link #at} takes. */
    int dimensions() {
        return choices()
                + values.stream().mapToInt(each -> ranges(each).size()).max().orElse(0);
    }

    /** How many numbers choose a value: none where there is no choice. */
    private int choices() {
        return values.size() > 1 ? 1 : 0;
    }

    /**
     * The value at a point.
     *
     * @param point each of its numbers from 0 to below 1: the first chooses among several values, the others go into its ranges
     * @param from where in it the numbers for this option begin
     */
    String at(double[] point, int from) {
        String value = choices() == 0 ? values.getFirst() : values.get((int) (point[from] * values.size()));
        List<Range> ranges = ranges(value);
        String out = value;
        for (int i = 0; i < ranges.size(); i++) {
            String drawn = ranges.get(i).at(point[from + choices() + i]);
            out = Range.TEXT.matcher(out).replaceFirst(drawn);
        }
        return out;
    }
}
