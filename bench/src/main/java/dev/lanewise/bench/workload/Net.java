package dev.lanewise.bench.workload;

import dev.lanewise.nn.Sequential;
import java.util.Arrays;

/**
 * A network of the benchmarks, 784 inputs and 10 outputs, written by its hidden layers: {@code 256x2} is 784-256-256-10, {@code
 * 333,97} is 784-333-97-10.
 *
 * @param hidden the units of each hidden layer
 */
public record Net(int[] hidden) {
    /** Inputs. */
    public static final int FEATURES = 784;

    /** Outputs. */
    public static final int CLASSES = 10;

    /** Units, and times so many layers or those of each other layer. */
    private static final String FORM = "[1-9]\\d{0,4}(x[1-9]\\d{0,2}|(,[1-9]\\d{0,4})*)";

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Net parse(String text) {
        if (!text.matches(FORM)) {
            throw new IllegalArgumentException("'" + text
                    + "' is no network; write its hidden layers, 256x2 or 333,97: 1 to 999 of 1 to 99999 units");
        }
        int times = text.indexOf('x');
        if (times < 0) {
            return new Net(
                    Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray());
        }
        int[] hidden = new int[Integer.parseInt(text.substring(times + 1))];
        Arrays.fill(hidden, Integer.parseInt(text.substring(0, times)));
        return new Net(hidden);
    }

    /** The network, without parameters. */
    public Sequential build() {
        return Sequential.mlp(hidden, CLASSES);
    }

    /**
     * Floating-point operations of the matrix products of a training step, for one sample: forward, gradients of the weights,
     * and gradients of the inputs of all layers but the first. A fused multiply-add counts as two; nothing else counts.
     */
    public double trainingFlops() {
        return 2 * (2 * weights() + weights() - firstWeights());
    }

    /** Floating-point operations of the matrix products of inference, for one sample. */
    public double inferenceFlops() {
        return 2 * weights();
    }

    private double firstWeights() {
        return (double) FEATURES * hidden[0];
    }

    private double weights() {
        double sum = firstWeights();
        for (int l = 1; l < hidden.length; l++) {
            sum += (double) hidden[l - 1] * hidden[l];
        }
        return sum + (double) hidden[hidden.length - 1] * CLASSES;
    }
}
