package dev.lanewise.registry;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter.Type;
import java.util.Map;

/**
 * Arguments after all checks.
 *
 * @param values by parameter name: one number, or one for each hidden layer
 * @param texts by parameter name
 * @param types by parameter name
 */
record CheckedArguments(
        int hiddenLayers, Map<String, double[]> values, Map<String, String> texts, Map<String, Type> types)
        implements Arguments {
    private double[] get(String name, Type type) {
        requireType(name, types.get(name) == type, type.toString());
        return values.get(name);
    }

    private static void requireType(String name, boolean right, String wanted) {
        if (!right) {
            throw new UndeclaredArgumentException("no argument '" + name + "' of type " + wanted + " is declared");
        }
    }

    @Override
    public double number(String name) {
        return get(name, Type.NUMBER)[0];
    }

    @Override
    public int whole(String name) {
        return (int) Math.rint(get(name, Type.WHOLE)[0]);
    }

    @Override
    public String text(String name) {
        requireType(name, texts.containsKey(name), Type.CHOICE + " or " + Type.TEXT);
        return texts.get(name);
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
