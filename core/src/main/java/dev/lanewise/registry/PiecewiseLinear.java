package dev.lanewise.registry;

import java.util.regex.Pattern;

/**
 * A value over the run: one point for a value that stays, or several, {@code 0.5to0.1}, through which it goes in straight lines that
 * take equally long.
 */
record PiecewiseLinear(double... points) {
    /** What is typed between points. */
    static final String TO = "to";

    private static final Pattern CHANGES = Pattern.compile("[-+.0-9eE]+(" + TO + "[-+.0-9eE]+)+");

    /** Whether several points are typed. */
    static boolean changes(String typed) {
        return CHANGES.matcher(typed).matches();
    }

    boolean changes() {
        return points.length > 1;
    }

    /** @param progress 0 at the start, 1 at the end */
    double at(double progress) {
        if (!changes()) {
            return points[0];
        }
        double at = progress * (points.length - 1);
        int from = Math.min((int) at, points.length - 2);
        return at == from + 1 ? points[from + 1] : points[from] + (at - from) * (points[from + 1] - points[from]);
    }
}
