package dev.lanewise.registry;

import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Parameter.Type;
import java.util.List;
import java.util.stream.Collectors;

/** Arguments in words. */
final class Syntax {
    private Syntax() {}

    /** {@code dropout:p[,p...]}: optional arguments in brackets with their defaults, those that need their name with it. */
    static String of(String name, List<Parameter> parameters) {
        StringBuilder out = new StringBuilder(name);
        char separator = ':';
        boolean named = false;
        for (Parameter each : parameters) {
            boolean optional = each.defaultValue().isPresent();
            out.append(optional ? "[" : "").append(separator).append(each.name());
            if (optional) {
                out.append('=').append(value(each, each.defaultValue().getAsDouble()));
            } else if (named) {
                out.append('=').append(each.name());
            }
            named |= each.type() == Type.NUMBER_PER_LAYER; // its list takes all that follows without a name
            if (each.type() == Type.NUMBER_PER_LAYER) {
                out.append("[,").append(each.name()).append("...]");
            }
            out.append(optional ? "]" : "");
            separator = ',';
        }
        return out.toString();
    }

    /** {@code p: the probability to drop; from 0 to 1, one for each hidden layer or one for all}. */
    static String describe(Parameter parameter) {
        String values =
                switch (parameter.type()) {
                    case NUMBER -> range(parameter);
                    case WHOLE -> "a whole number " + range(parameter);
                    case CHOICE -> "one of " + String.join(", ", parameter.choices());
                    case TEXT -> "any text without commas";
                    case NUMBER_PER_LAYER -> range(parameter) + ", one for each hidden layer or one for all";
                    case FLAG -> "true or false";
                };
        String otherwise = parameter.defaultValue().isPresent()
                ? ", default " + value(parameter, parameter.defaultValue().getAsDouble())
                : "";
        return parameter.name() + ": " + parameter.help() + "; " + values + otherwise;
    }

    /** A value as a user would type it. */
    static String value(Parameter parameter, double value) {
        return switch (parameter.type()) {
            case FLAG -> Boolean.toString(value != 0);
            case CHOICE, TEXT -> parameter.choices().get((int) value);
            case NUMBER, WHOLE, NUMBER_PER_LAYER -> number(value);
        };
    }

    /** {@code dropout:p=0.25}: the arguments that must be given, each well within its range, and one with another value. */
    static String example(String name, List<Parameter> parameters, Parameter special, String value) {
        String arguments = parameters.stream()
                .filter(each -> each.defaultValue().isEmpty() || each.equals(special))
                .map(each -> each.name() + "=" + (each.equals(special) ? value : within(each)))
                .collect(Collectors.joining(","));
        return arguments.isEmpty() ? name : name + ":" + arguments;
    }

    /** A value well within its range, as it would be typed. */
    private static String within(Parameter parameter) {
        if (parameter.type() == Type.TEXT) {
            return parameter.name();
        }
        double low = parameter.minimum();
        double high = parameter.maximum();
        boolean whole = parameter.type() != Type.NUMBER && parameter.type() != Type.NUMBER_PER_LAYER;
        double value = Double.isInfinite(high) ? low + 0.1 : low + Math.min((high - low) / 4, whole ? 2 : 0.25);
        if (Double.isInfinite(low)) {
            value = Double.isInfinite(high) ? 0.1 : high - 0.1;
        }
        return value(parameter, whole ? Math.floor(value) : value);
    }

    /** {@code from 0 to 1}. */
    static String range(Parameter parameter) {
        boolean below = parameter.minimum() > Double.NEGATIVE_INFINITY;
        boolean above = parameter.maximum() < Double.POSITIVE_INFINITY;
        if (below && above) {
            return "from " + number(parameter.minimum()) + " to " + number(parameter.maximum());
        }
        if (below) {
            return number(parameter.minimum()) + " or more";
        }
        return above ? number(parameter.maximum()) + " or less" : "finite";
    }

    /** As it can be typed: any {@code int} without an exponent, which whole numbers must not have. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e10 ? Long.toString((long) value) : Typed.number(value);
    }
}
