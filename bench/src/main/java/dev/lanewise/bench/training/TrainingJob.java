package dev.lanewise.bench.training;

import dev.lanewise.bench.Net;

/**
 * What is trained: plain SGD with a constant rate on mean cross-entropy, weights uniform within ±√(6 / inputs), biases zero, a new
 * order of images each epoch.
 *
 * @param net hidden layers, as {@link Net#parse} reads them
 * @param dropout the probability to drop after each hidden layer
 * @param batch images a step
 */
public record TrainingJob(String net, double dropout, int batch) {
    /** The learning rate. */
    public static final float RATE = 0.05f;

    /** Reads {@code 256x2/0.5/256}. */
    public static TrainingJob parse(String text) {
        String[] parts = text.split("/");
        return new TrainingJob(parts[0], Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
    }

    /** The units of each hidden layer. */
    public int[] hidden() {
        return Net.parse(net).hidden();
    }

    /** Floating-point operations of a step. */
    public double flops() {
        return batch * Net.parse(net).trainingFlops();
    }

    @Override
    public String toString() {
        return net + "/" + dropout + "/" + batch;
    }
}
