package dev.lanewise.registry;

import dev.lanewise.spi.Parameter.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Arguments as typed, after all checks, over the whole run.
 *
 * @param numbers by parameter name: one, or one for each hidden layer
 * @param texts by parameter name
 * @param types by parameter name
 */
record TypedArguments(
        int hiddenLayers, Map<String, PiecewiseLinear[]> numbers, Map<String, String> texts, Map<String, Type> types) {
    /** Whether any changes over the run. */
    boolean change() {
        return !turns().isEmpty();
    }

    /** The moments at which a line begins or ends, 0 to 1; none if nothing changes. */
    SortedSet<Double> turns() {
        SortedSet<Double> out = new TreeSet<>();
        for (PiecewiseLinear[] all : numbers.values()) {
            for (PiecewiseLinear each : all) {
                for (int i = 0; i < each.points().length && each.changes(); i++) {
                    out.add((double) i / (each.points().length - 1));
                }
            }
        }
        return out;
    }

    /** The arguments at a moment of the run, 0 to 1. */
    CheckedArguments at(double progress) {
        Map<String, double[]> values = new HashMap<>();
        numbers.forEach((name, all) -> {
            double[] now = new double[all.length];
            for (int i = 0; i < now.length; i++) {
                now[i] = all[i].at(progress);
            }
            values.put(name, now);
        });
        return new CheckedArguments(hiddenLayers, values, texts, types);
    }
}
