package dev.lanewise.cli.option;

import dev.lanewise.train.CheckpointInterval;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Times as people type them. */
public final class TimeText {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?([smh])");

    /** More than anybody waits for, and as nanoseconds less than a long can hold. */
    private static final Duration MOST = Duration.ofHours(1_000_000);

    private TimeText() {}

    /** {@code 30s}, {@code 10m} or {@code 2h}. */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' must be a time, as in 30s, 10m or 2h");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration out =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                };
        if (out.compareTo(MOST) > 0) {
            throw new TypeConversionException("'" + text + "' must be at most " + MOST.toHours() + "h");
        }
        return out;
    }

    /** {@code 2epochs}, {@code 500steps} or a time. */
    public static CheckpointInterval interval(String text) {
        try {
            return CheckpointInterval.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
