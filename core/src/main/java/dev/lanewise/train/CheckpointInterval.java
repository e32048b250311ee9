package dev.lanewise.train;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a run writes its checkpoint; it always writes one when it ends. Changes no result.
 *
 * @param amount at least 1
 */
public record CheckpointInterval(long amount, Unit unit) {
    /** After each epoch. */
    public static final CheckpointInterval EPOCH = new CheckpointInterval(1, Unit.EPOCHS);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}) ?(epochs?|steps?|s|m|h)");

    /** What is counted. */
    public enum Unit {
        /** Whole epochs, from the first of the run. */
        EPOCHS,

        /** Steps, from the first of the run, also within epochs. */
        STEPS,

        /** Seconds since the last checkpoint; it is written after the step that is being taken. */
        SECONDS
    }

    /** Checks the amount. */
    public CheckpointInterval {
        Objects.requireNonNull(unit, "unit");
        if (amount < 1) {
            throw new IllegalArgumentException("a checkpoint must be written every 1 or more, not every " + amount);
        }
    }

    /**
     * Reads {@code 2epochs}, {@code 500steps}, {@code 30s}, {@code 10m} or {@code 1h}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static CheckpointInterval parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) < 1) {
            throw new IllegalArgumentException("'" + text
                    + "' must be a number of epochs or steps, or a time, as in 2epochs, 500steps, 30s or 10m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "epoch", "epochs" -> new CheckpointInterval(amount, Unit.EPOCHS);
            case "step", "steps" -> new CheckpointInterval(amount, Unit.STEPS);
            case "s" -> new CheckpointInterval(amount, Unit.SECONDS);
            case "m" -> new CheckpointInterval(60 * amount, Unit.SECONDS);
            default -> new CheckpointInterval(3600 * amount, Unit.SECONDS);
        };
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return amount + (unit == Unit.SECONDS ? "s" : unit.name().toLowerCase(Locale.ROOT));
    }
}
