package dev.lanewise.registry;

import dev.lanewise.registry.RegularizerSpecs.Argument;
import dev.lanewise.registry.RegularizerSpecs.Spec;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Parameter.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks what a user typed after the colon against what a regularizer declares. Values without a name are taken in the order
 * of declaration, a list for the hidden layers takes all that follow; after the first {@code name=}, a value without a name
 * goes on with the list of the one before it.
 */
final class ArgumentParser {
    /** What {@link Double#parseDouble} takes, less hexadecimal, type suffixes and words. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

    private final String regularizer;
    private final List<Parameter> parameters;
    private final int hiddenLayers;
    private final Map<Parameter, List<String>> typed = new LinkedHashMap<>();

    ArgumentParser(String regularizer, List<Parameter> parameters, int hiddenLayers) {
        this.regularizer = regularizer;
        this.parameters = parameters;
        this.hiddenLayers = hiddenLayers;
    }

    /** @throws SpecException if anything is wrong */
    TypedArguments parse(Spec spec) {
        if (!spec.arguments().isEmpty()) {
            assign(spec);
        }
        Map<String, PiecewiseLinear[]> numbers = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        Map<String, Type> types = new HashMap<>();
        for (Parameter each : parameters) {
            types.put(each.name(), each.type());
            if (each.type() == Type.CHOICE || each.type() == Type.TEXT) {
                texts.put(each.name(), text(each));
            } else {
                numbers.put(each.name(), numbers(each));
            }
        }
        return new TypedArguments(hiddenLayers, numbers, texts, types);
    }

    private SpecException wrong(String what) {
        return SpecException.of(regularizer, what + "; write " + Syntax.of(regularizer, parameters));
    }

    private void assign(Spec spec) {
        if (parameters.isEmpty()) {
            throw SpecException.of(
                    regularizer, "it takes no arguments, but got '" + spec.argumentText() + "'; leave them out");
        }
        boolean named = false;
        int next = 0;
        Parameter current = null;
        for (Argument each : spec.arguments()) {
            String value = each.value();
            if (value.isEmpty() && each.key().isEmpty()) {
                throw wrong("an argument is empty in '" + spec.argumentText() + "'");
            }
            if (!each.key().isEmpty()) {
                named = true;
                current = begin(find(each.key()));
            } else if (named && current.type() != Type.NUMBER_PER_LAYER) {
                throw wrong("'" + value + "' follows a named argument and has no name itself");
            } else if (!named && (current == null || current.type() != Type.NUMBER_PER_LAYER)) {
                if (next == parameters.size()) {
                    throw wrong("'" + value + "' is one value too many");
                }
                current = begin(parameters.get(next++));
            }
            typed.get(current).add(value);
        }
    }

    private Parameter find(String key) {
        for (Parameter each : parameters) {
            if (each.name().equals(key)) {
                return each;
            }
        }
        String known = parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
        throw SpecException.of(regularizer, "it has no argument '" + key + "'; it has " + known);
    }

    private Parameter begin(Parameter parameter) {
        if (typed.put(parameter, new ArrayList<>()) != null) {
            throw wrong("argument '" + parameter.name() + "' is given twice");
        }
        return parameter;
    }

    private double defaultValue(Parameter parameter) {
        return parameter
                .defaultValue()
                .orElseThrow(() -> wrong("argument '" + parameter.name() + "' (" + parameter.help() + ") is missing"));
    }

    private String text(Parameter parameter) {
        List<String> all = typed.get(parameter);
        if (all == null) {
            return parameter.choices().get((int) defaultValue(parameter));
        }
        String given = all.getFirst();
        if (parameter.type() == Type.CHOICE && !parameter.choices().contains(given)) {
            throw SpecException.of(
                    regularizer,
                    "argument '" + parameter.name() + "' must be one of " + String.join(", ", parameter.choices())
                            + ", but is '" + given + "'");
        }
        return given;
    }

    private PiecewiseLinear[] numbers(Parameter parameter) {
        List<String> given = typed.get(parameter);
        int count = parameter.type() == Type.NUMBER_PER_LAYER ? hiddenLayers : 1;
        PiecewiseLinear[] out = new PiecewiseLinear[count];
        if (given == null) {
            Arrays.fill(out, new PiecewiseLinear(defaultValue(parameter)));
            return out;
        }
        if (given.size() != 1 && given.size() != count) {
            throw SpecException.of(
                    regularizer,
                    "argument '" + parameter.name() + "' has " + given.size() + " values, but the network has "
                            + layers() + "; give one value for all" + (hiddenLayers > 1 ? ", or one for each" : ""));
        }
        PiecewiseLinear first = number(parameter, given.getFirst());
        for (int i = 0; i < count; i++) {
            out[i] = given.size() == 1 ? first : number(parameter, given.get(i));
        }
        return out;
    }

    private PiecewiseLinear number(Parameter parameter, String text) {
        String[] points = parameter.type() == Type.FLAG ? new String[] {text} : text.split(PiecewiseLinear.TO, -1);
        return new PiecewiseLinear(Arrays.stream(points)
                .mapToDouble(each -> value(parameter, each.strip()))
                .toArray());
    }

    private String layers() {
        return hiddenLayers == 0
                ? "no hidden layers"
                : hiddenLayers + (hiddenLayers == 1 ? " hidden layer" : " hidden layers");
    }

    private double value(Parameter parameter, String text) {
        String argument = "argument '" + parameter.name() + "' ";
        if (parameter.type() == Type.FLAG) {
            if (!text.equals("true") && !text.equals("false")) {
                throw SpecException.of(regularizer, argument + "must be true or false, but is '" + text + "'");
            }
            return text.equals("true") ? 1 : 0;
        }
        boolean whole = parameter.type() == Type.WHOLE;
        if (!(whole ? WHOLE : NUMBER).matcher(text).matches()) {
            throw SpecException.of(
                    regularizer,
                    argument + "must be a " + (whole ? "whole " : "") + "number " + Syntax.range(parameter)
                            + ", but is '" + text + "'");
        }
        double value = Double.parseDouble(text);
        if (!(value >= parameter.minimum() && value <= parameter.maximum()) || Double.isInfinite(value)) {
            throw SpecException.of(regularizer, argument + "must be " + Syntax.range(parameter) + ", but is " + text);
        }
        return value;
    }
}
