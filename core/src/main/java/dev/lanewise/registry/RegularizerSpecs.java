package dev.lanewise.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Regularizers as a user types them, {@code dropout:0.5,0.9+weight-decay:1e-4}, not yet looked up by name. This class alone knows
 * how they are written: {@code +} joins regularizers, a colon ends a name, commas part its arguments, each a value or
 * {@code key=value}, and {@code none} stands for no regularizer at all.
 *
 * @param list in the order typed
 */
public record RegularizerSpecs(List<Spec> list) {
    static final String NAME_OF_NONE = "none";

    /** No regularizer. */
    public static final RegularizerSpecs NONE = new RegularizerSpecs(List.of());

    /** A plus sign before a digit belongs to a number, as in {@code 1e+3}; no name starts with one. */
    private static final String PLUS = "\\+(?!\\d)";

    /** Makes the list unmodifiable. */
    public RegularizerSpecs {
        list = List.copyOf(list);
    }

    /**
     * One regularizer.
     *
     * @param name {@code dropout}
     * @param arguments in the order typed; empty without a colon
     */
    public record Spec(String name, List<Argument> arguments) {
        /** Makes the list unmodifiable. */
        public Spec {
            arguments = List.copyOf(arguments);
        }

        private static Spec parse(String piece, String typed) {
            int colon = piece.indexOf(':');
            String name = colon < 0 ? piece : piece.substring(0, colon).strip();
            if (name.isEmpty()) {
                throw new SpecException(
                        "a regularizer has no name in '" + typed + "'; write name:arguments, joined by '+', or 'none'");
            }
            if (colon < 0) {
                return new Spec(name, List.of());
            }
            String arguments = piece.substring(colon + 1).strip();
            if (arguments.isEmpty()) {
                throw SpecException.of(
                        name, "there is nothing after the colon in '" + piece + "'; give its arguments there");
            }
            return new Spec(
                    name,
                    Arrays.stream(arguments.split(",", -1)).map(Argument::parse).toList());
        }

        /** The same with other values; keys stay. */
        public Spec withValues(UnaryOperator<String> change) {
            return new Spec(
                    name,
                    arguments.stream()
                            .map(each -> new Argument(each.key, change.apply(each.value)))
                            .toList());
        }

        /** What comes after the colon. */
        String argumentText() {
            return arguments.stream().map(Argument::toString).collect(Collectors.joining(","));
        }

        /** As typed, without blanks: {@code dropout:0.5,0.9}. */
        @Override
        public String toString() {
            return arguments.isEmpty() ? name : name + ":" + argumentText();
        }
    }

    /**
     * One argument of a regularizer.
     *
     * @param key empty for an argument known by its place
     * @param value may be empty, which no regularizer accepts
     */
    public record Argument(String key, String value) {
        private static Argument parse(String piece) {
            int equals = piece.indexOf('=');
            return equals <= 0
                    ? new Argument("", piece.strip())
                    : new Argument(
                            piece.substring(0, equals).strip(),
                            piece.substring(equals + 1).strip());
        }

        /** Whether it is a number that changes over the run, {@code 0.5to0.1}. */
        public boolean changes() {
            return PiecewiseLinear.changes(value);
        }

        /** What it goes through over the run: the value itself if it stays. */
        public List<String> points() {
            return changes() ? List.of(value.split(PiecewiseLinear.TO)) : List.of(value);
        }

        /** As typed, without blanks. */
        @Override
        public String toString() {
            return key.isEmpty() ? value : key + "=" + value;
        }
    }

    /**
     * Reads what was typed.
     *
     * @throws SpecException if a regularizer has no name, or nothing after its colon, or {@code none} is not alone
     */
    public static RegularizerSpecs parse(String typed) {
        List<Spec> out = new ArrayList<>();
        for (String piece : typed.split(PLUS, -1)) {
            out.add(Spec.parse(piece.strip(), typed));
        }
        if (out.equals(List.of(new Spec(NAME_OF_NONE, List.of())))) {
            return NONE;
        }
        if (out.stream().anyMatch(each -> each.name.equals(NAME_OF_NONE))) {
            throw new SpecException("'none' stands alone; leave it out if there are other regularizers");
        }
        return new RegularizerSpecs(out);
    }

    /** What is typed for all of these, each of which may be several; nothing is checked. */
    public static String join(Collection<String> typed) {
        return typed.isEmpty() ? NAME_OF_NONE : String.join("+", typed);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** Whether one of them has this name. */
    public boolean contains(String name) {
        return list.stream().anyMatch(each -> each.name.equals(name));
    }

    /** These and more. */
    public RegularizerSpecs and(RegularizerSpecs more) {
        List<Spec> all = new ArrayList<>(list);
        all.addAll(more.list);
        return new RegularizerSpecs(all);
    }

    /** Each changed. */
    public RegularizerSpecs map(UnaryOperator<Spec> change) {
        return new RegularizerSpecs(list.stream().map(change).toList());
    }

    /** Each as typed, {@code dropout:0.5,0.9}. */
    public List<String> texts() {
        return list.stream().map(Spec::toString).toList();
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return join(texts());
    }
}
