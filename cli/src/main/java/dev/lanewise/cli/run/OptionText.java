package dev.lanewise.cli.run;

import static java.util.Map.entry;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.nn.Activation;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.step.Hyperparameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The values of options as text, by name without the dashes, and how to read them. Errors name the option and its value. */
final class OptionText {
    /**
     * What options are that are not given, as they would be typed. Those that are not here then stand for nothing, or for what goes
     * with others.
     */
    static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("hidden", "256,256"),
            entry("activation", Activation.word(Activation.RELU)),
            entry("init", "he"),
            entry("regularizer", "none"),
            entry("epochs", "10"),
            entry("batch-size", Integer.toString(Hyperparameters.DEFAULT_BATCH_SIZE)),
            entry("optimizer", OptimizerKind.names().getFirst()),
            entry("momentum", Float.toString(OptimizerKind.DEFAULT_MOMENTUM)),
            entry("schedule", "constant"),
            entry("average", "none"),
            entry("seed", "42"),
            entry("missing", RunConfig.MISSING.getFirst()),
            entry("validation", "0"),
            entry(EarlyStoppingText.OPTION, "never"),
            entry(ClassWeights.OPTION, "none"),
            entry("random-labels", "0"),
            entry("limit", "all"),
            entry("threads", "auto"),
            entry("kernels", RunConfig.KERNELS.getFirst()));

    private static final int MOST_LAYERS = 1000;

    /** More layers of one size in the short form are more likely another way to write two layers: {@code 256x256}. */
    private static final int MOST_REPEATS = 15;

    private static final int MOST_UNITS = 65_536;
    private static final int MOST_WEIGHTS = 1_000_000_000;

    private final Map<String, String> values;

    OptionText(Map<String, String> values) {
        this.values = values;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether there is a value other than the default. */
    boolean asks(String name) {
        return !text(name).equals(DEFAULTS.get(name));
    }

    /** As typed, or the default; empty if there is neither. */
    private String typed(String name) {
        return values.getOrDefault(name, DEFAULTS.getOrDefault(name, ""));
    }

    /** The same without blanks around it. */
    String text(String name) {
        return typed(name).strip();
    }

    long whole(String name, long least, long most) {
        String text = typed(name);
        String wanted = least == Long.MIN_VALUE
                ? "must be a whole number"
                : String.format(Locale.ROOT, "must be a whole number from %,d to %,d", least, most);
        try {
            long value = Long.parseLong(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(name, text, wanted);
        }
        throw bad(name, text, wanted);
    }

    float number(String name, double above, double below, String wanted) {
        String text = typed(name);
        try {
            float value = Float.parseFloat(text.strip());
            if (value > above && value < below) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(name, text, wanted);
        }
        throw bad(name, text, wanted);
    }

    boolean flag(String name) {
        String text = has(name) ? text(name) : "false";
        if (!text.equals("true") && !text.equals("false")) {
            throw bad(name, text, "must be true or false");
        }
        return text.equals("true");
    }

    /** One of some names. */
    String choice(String name, List<String> choices) {
        String text = text(name);
        if (!choices.contains(text)) {
            throw bad(name, text, "must be one of " + String.join(", ", choices));
        }
        return text;
    }

    /** What core reads itself, throwing {@link IllegalArgumentException}. */
    <T> T parsed(String name, Function<String, T> parser) {
        try {
            return parser.apply(text(name));
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "--" + name + ": " + e.getMessage(), e);
        }
    }

    /** The parts between separators, which are stripped; none if there is no such option. */
    List<String> list(String name, String separator) {
        return has(name)
                ? Arrays.stream(text(name).split(separator, -1))
                        .map(String::strip)
                        .toList()
                : List.of();
    }

    /** Units of hidden layers: {@code 256,128} or {@code 1024x4} or both, {@code 512x2,128}. */
    List<Integer> hidden(String name) {
        String text = text(name);
        List<Integer> units = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("x", -1);
            if (part.isBlank()) {
                throw bad(name, text, "has an empty part; give units of hidden layers, as in 256,128 or 1024x4");
            }
            if (pair.length > 2) {
                throw badHidden(name, text, part);
            }
            int count = pair.length == 1 ? 1 : layerNumber(name, text, part, pair[1], MOST_UNITS);
            int each = layerNumber(name, text, part, pair[0], MOST_UNITS);
            if (count > MOST_REPEATS) {
                throw bad(
                        name,
                        text,
                        String.format(
                                Locale.ROOT,
                                "has %,d layers of %,d units in '%s'; did you mean %d,%d? More than %d layers of one size"
                                        + " are written one by one",
                                count,
                                each,
                                part.strip(),
                                each,
                                count,
                                MOST_REPEATS));
            }
            for (int i = 0; i < count; i++) {
                units.add(each);
            }
        }
        if (units.size() > MOST_LAYERS) {
            throw bad(name, text, "has more than " + MOST_LAYERS + " layers");
        }
        for (int i = 1; i < units.size(); i++) {
            if ((long) units.get(i - 1) * units.get(i) > MOST_WEIGHTS) {
                throw bad(
                        name,
                        text,
                        "has layers with more weights between them than a Java array can hold; use fewer units");
            }
        }
        return List.copyOf(units);
    }

    private static int layerNumber(String name, String text, String part, String number, int most) {
        try {
            int value = Integer.parseInt(number.strip());
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw badHidden(name, text, part);
        }
        throw badHidden(name, text, part);
    }

    private static CliException badHidden(String name, String text, String part) {
        String where = part.equals(text) ? "" : "has the part '" + part + "': ";
        return bad(
                name,
                text,
                where + "must be layers of 1 to " + String.format(Locale.ROOT, "%,d", MOST_UNITS)
                        + " units, as in 256,128 or 1024x4");
    }

    static CliException bad(String name, String text, String what) {
        return CliException.usage("--" + name + ": '" + text + "' " + what);
    }

    /** Units in the short form, {@code 1024x4}. */
    static String hidden(List<Integer> units) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < units.size(); ) {
            int end = i;
            while (end < units.size()
                    && end < i + MOST_REPEATS
                    && units.get(end).equals(units.get(i))) {
                end++;
            }
            boolean repeat = end - i > 2;
            for (int k = i; k < (repeat ? i + 1 : end); k++) {
                parts.add(units.get(i) + (repeat ? "x" + (end - i) : ""));
            }
            i = end;
        }
        return parts.stream().collect(Collectors.joining(","));
    }
}
