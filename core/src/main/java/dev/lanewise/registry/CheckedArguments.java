package dev.lanewise.registry;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter.Type;
import java.util.Map;

/**
 * Arguments after all checks.
 *
 * @param values by parameter name: one number, or one for each hidden layer
 * @param types by parameter name
 */
record CheckedArguments(int hiddenLayers, Map<String, double[]> values, Map<String, Type> types) implements Arguments {
    private double[] get(String name, Type type) {
        if (types.get(name) != type) {
            throw new IllegalArgumentException("no argument '" + name + "' of type " + type + " is declared");
        }
        return values.get(name);
    }

    @Override
    public double number(String name) {
        return get(name, Type.NUMBER)[0];
    }

    @Override
    public int whole(String name) {
        return (int) get(name, Type.WHOLE)[0];
    }

    @Override
    public double[] perLayer(String name) {
        return get(name, Type.NUMBER_PER_LAYER).clone();
    }

    @Override
    public boolean flag(String name) {
        return get(name, Type.FLAG)[0] != 0;
    }
}
