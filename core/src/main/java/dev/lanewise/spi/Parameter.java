package dev.lanewise.spi;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * One argument of a regularizer, declared once; the engine parses and checks what the user typed, and writes the help.
 *
 * @param name as in {@code name=value}
 * @param type what its values are
 * @param minimum the least value allowed
 * @param maximum the greatest value allowed
 * @param defaultValue used when the user gives none; if empty, the argument is required
 * @param help one phrase for the list of regularizers
 * @param choices what a {@link Type#CHOICE} may be, of which the default is an index; the default of a {@link Type#TEXT}, if it has
 *     one; else empty
 */
public record Parameter(
        String name,
        Type type,
        double minimum,
        double maximum,
        OptionalDouble defaultValue,
        String help,
        List<String> choices) {

    private static final Pattern CHOICE = Pattern.compile("[A-Za-z0-9-]+");

    /** What values an argument takes. */
    public enum Type {
        /** One number. */
        NUMBER,
        /** One whole number. */
        WHOLE,
        /** One number for each hidden layer, or one that serves all. */
        NUMBER_PER_LAYER,
        /** {@code true} or {@code false}, as 1 or 0. */
        FLAG,
        /** One of some words. */
        CHOICE,
        /** Any text without commas, and without a plus sign before a letter. */
        TEXT
    }

    /**
     * Checks the declaration itself.
     *
     * @throws IllegalArgumentException if the name is not letters, digits and single hyphens, starting with a letter, or the
     *     range is empty, or the default is outside it
     */
    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(help, "help");
        Objects.requireNonNull(choices, "choices");
        choices = List.copyOf(choices);
        if (type == Type.CHOICE && (choices.isEmpty() || !choices.stream().allMatch(CHOICE.asMatchPredicate()))) {
            throw new IllegalArgumentException(
                    "argument '" + name + "' needs choices of letters, digits and hyphens, but has " + choices);
        }
        if (!name.matches("[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*")) {
            throw new IllegalArgumentException("'" + name + "' is not a name for an argument");
        }
        if (!(minimum <= maximum)) {
            throw new IllegalArgumentException("argument '" + name + "' has an empty range");
        }
        if (defaultValue.isPresent()
                && !(defaultValue.getAsDouble() >= minimum && defaultValue.getAsDouble() <= maximum)) {
            throw new IllegalArgumentException("argument '" + name + "' has a default outside its range");
        }
        boolean words = type == Type.CHOICE || type == Type.TEXT;
        if (words && defaultValue.isPresent() && choices.isEmpty()) {
            throw new IllegalArgumentException("argument '" + name + "' has a number for a default; give it a text");
        }
    }

    /** One without choices. */
    public Parameter(String name, Type type, double minimum, double maximum, OptionalDouble defaultValue, String help) {
        this(name, type, minimum, maximum, defaultValue, help, List.of());
    }

    /** A required number within {@code minimum}…{@code maximum}. */
    public static Parameter number(String name, double minimum, double maximum, String help) {
        return new Parameter(name, Type.NUMBER, minimum, maximum, OptionalDouble.empty(), help);
    }

    /** A required whole number within {@code minimum}…{@code maximum}. */
    public static Parameter whole(String name, int minimum, int maximum, String help) {
        return new Parameter(name, Type.WHOLE, minimum, maximum, OptionalDouble.empty(), help);
    }

    /** A required number for each hidden layer, or one for all, within {@code minimum}…{@code maximum}. */
    public static Parameter perLayer(String name, double minimum, double maximum, String help) {
        return new Parameter(name, Type.NUMBER_PER_LAYER, minimum, maximum, OptionalDouble.empty(), help);
    }

    /** {@code true} or {@code false}; false unless given. */
    public static Parameter flag(String name, String help) {
        return new Parameter(name, Type.FLAG, 0, 1, OptionalDouble.of(0), help);
    }

    /** One of these words, required. */
    public static Parameter choice(String name, List<String> choices, String help) {
        return new Parameter(name, Type.CHOICE, 0, choices.size() - 1, OptionalDouble.empty(), help, choices);
    }

    /** Any text, required. */
    public static Parameter text(String name, String help) {
        return new Parameter(name, Type.TEXT, 0, 0, OptionalDouble.empty(), help);
    }

    /** The same argument, made optional. */
    public Parameter orElse(double value) {
        return new Parameter(name, type, minimum, maximum, OptionalDouble.of(value), help, choices);
    }

    /**
     * The same choice or text, made optional.
     *
     * @throws IllegalArgumentException if the value is none of the choices
     */
    public Parameter orElse(String value) {
        List<String> all = type == Type.TEXT ? List.of(value) : choices;
        return new Parameter(name, type, minimum, maximum, OptionalDouble.of(all.indexOf(value)), help, all);
    }
}
