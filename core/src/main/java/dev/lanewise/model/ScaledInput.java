package dev.lanewise.model;

import dev.lanewise.model.onnx.OnnxNetwork;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;

/**
 * Takes the scaling of the input, which a graph from elsewhere may begin with, into the weights of the first layer, so that the
 * network is given what all networks here are given: pixels as 0…1.
 */
final class ScaledInput {
    private static final float WHITE = 255;

    /** Deviations of pixels as 0…1 are less than this, those of pixels as 0…255 are not. */
    private static final float GREATEST_DEVIATION = 10;

    private static final double ROUNDING = 1e-6;

    private final float[] mean;
    private final float[] deviation;

    private ScaledInput(OnnxNetwork network) {
        mean = network.mean();
        deviation = network.deviation();
    }

    /** The network without scaling. */
    static Sequential takenIn(OnnxNetwork network) {
        if (!network.isUnscaled()) {
            new ScaledInput(network).takeIn(network.net());
        }
        return network.net();
    }

    private void takeIn(Sequential net) {
        DenseParameters first = net.parameters().getFirst();
        double white = isOfPixels(first.inputs()) ? WHITE : 1;
        float[] weights = first.weights();
        float[] bias = first.bias();
        double[] shift = new double[bias.length];
        for (int i = 0; i < first.inputs(); i++) {
            double factor = white / deviation(i);
            if (Math.abs(factor - 1) < ROUNDING) { // our own scaling, which leaves the weights as they are
                factor = 1;
            }
            for (int j = 0; j < bias.length; j++) {
                shift[j] -= (double) mean(i) / deviation(i) * weights[i * bias.length + j];
                weights[i * bias.length + j] = (float) (factor * weights[i * bias.length + j]);
            }
        }
        for (int j = 0; j < bias.length; j++) {
            bias[j] = (float) (bias[j] + shift[j]);
        }
        first.set(weights, bias);
    }

    /** Whether the graph is given pixels as 0…255: the mean of numbers 0…1 is within 0…1, and their deviation is small. */
    private boolean isOfPixels(int features) {
        for (int i = 0; i < features; i++) {
            if (mean(i) > 1 || Math.abs(deviation(i)) > GREATEST_DEVIATION) {
                return true;
            }
        }
        return false;
    }

    private float mean(int feature) {
        return mean[mean.length == 1 ? 0 : feature];
    }

    private float deviation(int feature) {
        return deviation[deviation.length == 1 ? 0 : feature];
    }
}
