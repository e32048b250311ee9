package dev.lanewise.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A part of what is published, measured and stored by itself; each takes two minutes or so. */
public enum Part {
    /** Training against other systems. */
    TRAINING,
    /** Training against systems that are far slower, with less of it. */
    SLOW,
    /** Matrix products against other systems. */
    PRODUCTS,
    /** Our own benchmarks, as in a quick look. */
    JMH,
    /** Those that show what optimizers, regularizers and epochs cost. */
    COSTS,
    /** Time against size. */
    SCALING,
    /** Whole processes. */
    COLD;

    /** The file that holds its raw results. */
    public String file() {
        return toString() + ".json";
    }

    /**
     * The parts of these names.
     *
     * @throws IllegalArgumentException if there is no such part
     */
    public static List<Part> named(List<String> names) {
        return names.stream().map(Part::named).toList();
    }

    private static Part named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no part '" + name + "' to publish; there is " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
