package dev.lanewise.bench.report;

import java.util.Arrays;
import java.util.Locale;

/** A part of what is published, measured and stored by itself. */
public enum Part {
    /** Training with more and more dropout. */
    DROPOUT,
    /** Training against other systems. */
    TRAINING,
    /** Training against an older build. */
    AGAINST,
    /** Training against systems that are far slower, with less of it. */
    SLOW,
    /** Matrix products against other systems. */
    PRODUCTS,
    /** Our own benchmarks, as in a quick look. */
    JMH,
    /** Those that show what optimizers and epochs cost. */
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
     * The part of this name.
     *
     * @throws IllegalArgumentException if there is no such part
     */
    public static Part named(String name) {
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
