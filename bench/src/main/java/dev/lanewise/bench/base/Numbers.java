package dev.lanewise.bench.base;

/** Numbers that people write. */
public final class Numbers {
    private Numbers() {}

    /**
     * A whole number from 1 on.
     *
     * @param what it is a number of, for the message
     * @throws IllegalArgumentException if it is something else
     */
    public static int positive(String text, String what) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no number of " + what + "; write a whole number from 1 on");
    }
}
