package dev.lanewise.cli.sweep;

import dev.lanewise.cli.compare.Arm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The values of an option among the settings of a sweep, in their order, and groups of them that are large enough for a mean.
 *
 * @param option its name
 * @param values all that differ: by size if they are numbers, else as they were typed
 * @param numbers whether they are numbers
 */
record Levels(String option, List<String> values, boolean numbers) {
    /** More values than this are put into groups. */
    private static final int MOST = 8;

    private static final int GROUPS = 3;

    static Levels of(String option, List<Arm> settings) {
        LinkedHashSet<String> found = new LinkedHashSet<>();
        settings.forEach(each -> found.add(each.changes().get(option)));
        List<String> values = new ArrayList<>(found);
        boolean numbers = values.stream().allMatch(each -> each.matches("-?[0-9.]+(?:[eE][-+]?[0-9]+)?"));
        if (numbers) {
            values.sort(Comparator.comparingDouble(Double::parseDouble));
        }
        return new Levels(option, List.copyOf(values), numbers);
    }

    /** Where each value is between the first and the last, 0…1; numbers of several magnitudes by their logarithms. */
    double[] places() {
        double[] at = new double[values.size()];
        Arrays.setAll(at, i -> numbers ? Double.parseDouble(values.get(i)) : i);
        double low = at[0];
        double high = at[at.length - 1];
        boolean logarithmic = numbers && low > 0 && high / low >= 10;
        for (int i = 0; i < at.length; i++) {
            at[i] = low == high
                    ? 0.5
                    : logarithmic ? Math.log(at[i] / low) / Math.log(high / low) : (at[i] - low) / (high - low);
        }
        return at;
    }

    /** A name for the group that each value is in: itself, or, where there are many numbers, from which to which it reaches. */
    Map<String, String> groups() {
        Map<String, String> out = new LinkedHashMap<>();
        int size = values.size() > MOST && numbers ? Math.ceilDiv(values.size(), GROUPS) : 1;
        for (int i = 0; i < values.size(); i++) {
            int from = i / size * size;
            int to = Math.min(from + size, values.size()) - 1;
            out.put(values.get(i), from == to ? values.get(i) : values.get(from) + " to " + values.get(to));
        }
        return out;
    }
}
