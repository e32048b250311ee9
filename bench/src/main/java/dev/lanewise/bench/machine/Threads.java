package dev.lanewise.bench.machine;

/** How a parameter names a number of threads. */
public final class Threads {
    private Threads() {}

    /** {@code all} stands for all processors; else it is the number itself. */
    public static int parse(String text) {
        return text.equals("all") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(text);
    }
}
