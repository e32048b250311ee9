package dev.lanewise.model;

import dev.lanewise.data.Standardization;
import dev.lanewise.model.onnx.OnnxNetwork;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;
import java.util.Map;

/** What an ONNX graph is to be given. */
public enum OnnxInput {
    /** Grey pixels, 0 to 255, of which training saw 0 to 1. */
    PIXELS(255, "grey pixels, 0 to 255, row by row"),

    /** Numbers as in the table that the network was trained on. */
    FEATURES(1, "features, in their own units");

    private final float white;
    private final String description;

    OnnxInput(float white, String description) {
        this.white = white;
        this.description = description;
    }

    String describe() {
        return description;
    }

    /** A network with the scaling of its input; that of values is taken into the last layer. */
    OnnxNetwork network(Sequential net, Map<String, String> metadata) {
        float[] mean = {0};
        float[] deviation = {white};
        if (net.inputStandardization().isPresent()) {
            mean = times(net.inputStandardization().get().mean(), white);
            deviation = times(net.inputStandardization().get().deviation(), white);
        }
        return new OnnxNetwork(inOwnUnits(net), mean, deviation, metadata);
    }

    private static float[] times(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    private static Sequential inOwnUnits(Sequential net) {
        if (net.targetStandardization().isEmpty()) {
            return net;
        }
        Standardization targets = net.targetStandardization().get();
        Sequential out = net.copy();
        DenseParameters last = out.parameters().getLast();
        float[] weights = last.weights();
        float[] bias = last.bias();
        float[] deviation = targets.deviation();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= deviation[i % bias.length];
        }
        targets.undo(bias, 0);
        last.set(weights, bias);
        return out;
    }

    /** A network as it was before {@link #network}, of features. */
    static Sequential standardized(OnnxNetwork network) {
        return network.isUnscaled()
                ? network.net()
                : network.net().standardized(new Standardization(network.mean(), network.deviation()), null);
    }
}
