package dev.lanewise.bench.jmh;

import java.util.Map;
import java.util.TreeMap;

/** What a benchmark noticed of itself after an iteration, for the profiler of the same process to report. */
final class Observed {
    /** Bytes allocated an operation. */
    static final String ALLOCATED = "allocated";

    /** The share of the terms of dense products that was computed. */
    static final String TERMS = "terms";

    private static final Map<String, Double> LAST = new TreeMap<>();

    private Observed() {}

    static synchronized void note(String metric, double value) {
        LAST.put(metric, value);
    }

    /** What was noted since this was last asked. */
    static synchronized Map<String, Double> take() {
        Map<String, Double> taken = new TreeMap<>(LAST);
        LAST.clear();
        return taken;
    }
}
