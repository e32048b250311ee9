package dev.lanewise.interop;

import dev.lanewise.nn.Activation;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;
import java.util.Arrays;

/** A network as its formula reads, in double. */
final class NaiveNetwork {
    private NaiveNetwork() {}

    /** The logits of the row of features that begins at {@code from}. */
    static float[] logits(Sequential net, float[] features, int from) {
        double[] x = new double[net.features()];
        Arrays.setAll(x, i -> features[from + i]);
        for (int l = 0; l < net.dense().size(); l++) {
            x = layer(net.parameters().get(l), net.dense().get(l).activation(), x);
        }
        float[] out = new float[x.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = (float) x[j];
        }
        return out;
    }

    private static double[] layer(DenseParameters layer, Activation activation, double[] x) {
        float[] weights = layer.weights();
        float[] bias = layer.bias();
        double[] out = new double[layer.units()];
        for (int j = 0; j < out.length; j++) {
            out[j] = bias[j];
            for (int i = 0; i < x.length; i++) {
                out[j] += x[i] * weights[i * out.length + j];
            }
            out[j] = activation == Activation.RELU ? Math.max(0, out[j]) : out[j];
        }
        return out;
    }
}
