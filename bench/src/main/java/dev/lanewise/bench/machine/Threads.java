package dev.lanewise.bench.machine;

import dev.lanewise.bench.base.Numbers;

/** How a parameter names a number of threads. */
public final class Threads {
    private Threads() {}

    /**
     * {@code all} stands for all processors; else it is the number itself.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static int parse(String text) {
        return text.equals("all") ? Runtime.getRuntime().availableProcessors() : Numbers.positive(text, "threads");
    }
}
