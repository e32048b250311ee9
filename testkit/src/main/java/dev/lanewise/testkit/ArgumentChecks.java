package dev.lanewise.testkit;

import dev.lanewise.registry.Registered;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.registry.SpecException;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Parameter.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What must hold of the arguments a provider declares. */
final class ArgumentChecks {
    private final Regularizers regularizers;
    private final Registered registered;

    ArgumentChecks(Regularizers regularizers, Registered registered) {
        this.regularizers = regularizers;
        this.registered = registered;
    }

    /** What was typed, or if that is empty a value for each required argument, well within its range: {@code dropout:p=0.25}. */
    static String typedOrSample(String typed, Registered registered) {
        return typed.isEmpty() ? typed(registered, null, "") : typed;
    }

    /** The required arguments, and {@code special} with this value. */
    private static String typed(Registered registered, Parameter special, String value) {
        String arguments = registered.parameters().stream()
                .filter(each -> each.defaultValue().isEmpty() || each.equals(special))
                .map(each -> each.name() + "=" + (each.equals(special) ? value : text(each, within(each))))
                .collect(Collectors.joining(","));
        return arguments.isEmpty() ? registered.name() : registered.name() + ":" + arguments;
    }

    /** As a user would type it. */
    private static String text(Parameter parameter, double value) {
        return switch (parameter.type()) {
            case FLAG -> Boolean.toString(value != 0);
            case WHOLE -> Long.toString((long) value);
            case NUMBER, NUMBER_PER_LAYER -> Double.toString(value);
        };
    }

    private static double within(Parameter parameter) {
        double low = parameter.minimum();
        double high = parameter.maximum();
        if (Double.isInfinite(low)) {
            return Double.isInfinite(high) ? 0.1 : high - 0.1;
        }
        return Double.isInfinite(high) ? low + 0.1 : low + (high - low) / 4;
    }

    List<Check> all() {
        List<Check> out = new ArrayList<>();
        for (Parameter each : registered.parameters()) {
            out.add(new Check(
                    "argument '" + each.name() + "' is refused by name if it is wrong", () -> checkRefusal(each)));
            out.add(new Check(
                    "argument '" + each.name() + "' works, or is refused in words, at the ends of its range",
                    () -> checkEnds(each)));
        }
        return out;
    }

    private void checkRefusal(Parameter parameter) {
        refuse(parameter, "abc");
        if (parameter.type() != Type.FLAG) {
            if (Double.isFinite(parameter.minimum())) {
                refuse(parameter, text(parameter, parameter.minimum() - 1));
            }
            if (Double.isFinite(parameter.maximum())) {
                refuse(parameter, text(parameter, parameter.maximum() + 1));
            }
        }
    }

    private void refuse(Parameter parameter, String value) {
        String typed = typed(registered, parameter, value);
        try {
            create(typed);
        } catch (SpecException e) {
            if (e.getMessage().contains("'" + registered.name() + "'")
                    && e.getMessage().contains("'" + parameter.name() + "'")) {
                return;
            }
            throw new ContractViolation("'" + typed + "' is refused without the name: " + e.getMessage(), e);
        }
        throw new ContractViolation("'" + typed + "' is accepted");
    }

    private void checkEnds(Parameter parameter) {
        for (double end : new double[] {parameter.minimum(), parameter.maximum()}) {
            if (Double.isFinite(end)) {
                String typed = typed(registered, parameter, text(parameter, end));
                try {
                    create(typed);
                } catch (SpecException e) {
                    if (e.getMessage().endsWith("null")) {
                        throw new ContractViolation("'" + typed + "' is refused without a message", e);
                    }
                }
            }
        }
    }

    private void create(String typed) {
        regularizers.create(RegularizerSpecs.parse(typed), TrainingChecks.HIDDEN.length);
    }
}
