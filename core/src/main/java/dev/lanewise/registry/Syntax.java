package dev.lanewise.registry;

import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Parameter.Type;
import java.util.List;

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
        return parameter.type() == Type.FLAG ? Boolean.toString(value != 0) : number(value);
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

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
