package dev.lanewise.testkit;

import dev.lanewise.registry.Registered;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.registry.SpecException;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Parameter.Type;
import java.util.ArrayList;
import java.util.List;

/** What must hold of the arguments a provider declares. */
final class ArgumentChecks {
    private final Regularizers regularizers;
    private final Registered registered;

    ArgumentChecks(Regularizers regularizers, Registered registered) {
        this.regularizers = regularizers;
        this.registered = registered;
    }

    /** As a user would type it. */
    private static String text(Parameter parameter, double value) {
        return switch (parameter.type()) {
            case FLAG -> Boolean.toString(value != 0);
            case CHOICE -> parameter.choices().get((int) value);
            case TEXT -> parameter.name();
            case WHOLE -> Long.toString((long) value);
            case NUMBER, NUMBER_PER_LAYER -> Double.toString(value);
        };
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
        if (parameter.type() == Type.TEXT) {
            return; // any text may be right
        }
        refuse(parameter, "a-word-that-nobody-chose");
        if (parameter.type() != Type.FLAG && parameter.type() != Type.CHOICE) {
            if (Double.isFinite(parameter.minimum())) {
                refuse(parameter, text(parameter, parameter.minimum() - 1));
            }
            if (Double.isFinite(parameter.maximum())) {
                refuse(parameter, text(parameter, parameter.maximum() + 1));
            }
        }
    }

    private void refuse(Parameter parameter, String value) {
        String typed = registered.example(parameter, value);
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
                String typed = registered.example(parameter, text(parameter, end));
                try {
                    create(typed);
                } catch (SpecException e) {
                    // refused in words; a refusal without any is the author's mistake, another exception
                }
            }
        }
    }

    private void create(String typed) {
        regularizers.create(RegularizerSpecs.parse(typed), TrainingChecks.HIDDEN.length);
    }
}
