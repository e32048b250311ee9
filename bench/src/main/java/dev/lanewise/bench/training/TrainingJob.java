package dev.lanewise.bench.training;

import dev.lanewise.bench.base.Numbers;
import dev.lanewise.bench.workload.LearningRate;
import dev.lanewise.bench.workload.Net;
import dev.lanewise.nn.Dropout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is trained: plain SGD with a constant rate on mean cross-entropy, weights uniform within ±√(6 / inputs), biases zero, a new
 * order of images each epoch.
 *
 * @param net hidden layers, as {@link Net#parse} reads them
 * @param dropout the probability to drop after each hidden layer, or one for all; empty for none
 * @param batch images a step
 */
public record TrainingJob(String net, List<Double> dropout, int batch) {
    /** Images of an epoch. */
    public static final int IMAGES = 60_000;

    private static final String NONE = "none";

    /**
     * Reads {@code 256x2/0.2,0.5/256}, {@code 256x2/0.5/256} or {@code 256x2/none/256}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static TrainingJob parse(String text) {
        String[] parts = text.split("/");
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a net to train; write 1024x2/0.5/256 or 1024x2/none/256");
        }
        List<Double> dropout = parts[1].equals(NONE)
                ? List.of()
                : Arrays.stream(parts[1].split(","))
                        .map(each -> probability(each, text))
                        .toList();
        int layers = Net.parse(parts[0]).hidden().length;
        if (dropout.size() > 1 && dropout.size() != layers) {
            throw new IllegalArgumentException(
                    "'" + text + "' has " + dropout.size() + " probabilities for " + layers + " layers");
        }
        return new TrainingJob(parts[0], dropout, Numbers.positive(parts[2], "images a step"));
    }

    private static double probability(String written, String text) {
        try {
            return Dropout.of(Double.parseDouble(written)).p();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + written + "' in '" + text
                            + "' is no probability to drop; write one from 0 to 1, one for each layer, or " + NONE,
                    e);
        }
    }

    /** The units of each hidden layer. */
    public int[] hidden() {
        return Net.parse(net).hidden();
    }

    /** The probability to drop after a hidden layer, the first being 0. */
    public double dropout(int layer) {
        return dropout.isEmpty() ? 0 : dropout.get(Math.min(layer, dropout.size() - 1));
    }

    /** {@code 0.2,0.5}, {@code 0.5} or {@code none}. */
    public String dropoutText() {
        return dropout.isEmpty() ? NONE : dropout.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** The learning rate. */
    public float rate() {
        return LearningRate.of(batch, hidden().length);
    }

    /** Steps of an epoch, the last of which may be a smaller one. */
    public int stepsOfAnEpoch() {
        return Math.ceilDiv(IMAGES, batch);
    }

    /** Floating-point operations of a step, if no term is left out. */
    public double flops() {
        return batch * Net.parse(net).trainingFlops();
    }

    @Override
    public String toString() {
        return net + "/" + dropoutText() + "/" + batch;
    }
}
