package dev.lanewise.train;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Nonlinearity;
import dev.lanewise.kernel.NonlinearityTest;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * A multilayer perceptron in doubles, as a textbook has it, to be checked by eye. It knows nothing of gradients: they are central
 * differences of its loss.
 */
public final class NaiveMlp {
    /** Small enough that the loss is straight over it (but for the kinks of ReLU, which are rare), large enough for doubles. */
    private static final double DELTA = 1e-6;

    /** What becomes of an activation on its way to the next layer; of an input, if {@code layer} is −1. */
    @FunctionalInterface
    interface Between {
        double apply(int layer, int row, int unit, double activation);
    }

    /** Weights [inputs][units], then biases, then factors and shifts of a normalisation, of each layer in turn. */
    final List<double[]> parameters = new ArrayList<>();

    private final List<Activation> activations = new ArrayList<>();
    private final List<Boolean> normalized = new ArrayList<>();
    private final Between between;

    /** What is added to the loss, asked for once all activations of a batch went by. */
    DoubleSupplier penalty = () -> 0;

    NaiveMlp(Sequential net, Between between) {
        this.between = between;
        for (int l = 0; l < net.parameters().size(); l++) {
            DenseParameters each = net.parameters().get(l);
            parameters.add(doubles(each.weights()));
            parameters.add(doubles(each.bias()));
            each.layerNorm().ifPresent(norm -> {
                parameters.add(doubles(norm.gamma()));
                parameters.add(doubles(norm.beta()));
            });
            normalized.add(each.layerNorm().isPresent());
            activations.add(net.dense().get(l).activation());
        }
    }

    public static NaiveMlp plain(Sequential net) {
        return new NaiveMlp(net, (layer, row, unit, activation) -> activation);
    }

    static double[] doubles(float[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i];
        }
        return out;
    }

    /** The pixels of each image, scaled to 0…1 as floats, as the network gets them. */
    public static double[][] inputs(LabelledImages images) {
        double[][] out = new double[images.size()][images.features()];
        for (int r = 0; r < out.length; r++) {
            for (int i = 0; i < out[r].length; i++) {
                out[r][i] = (images.pixels()[r * images.features() + i] & 0xFF) * (1 / 255f);
            }
        }
        return out;
    }

    /** One-hot rows. */
    public static double[][] targets(LabelledImages images) {
        double[][] out = new double[images.size()][images.classes()];
        for (int r = 0; r < out.length; r++) {
            out[r][images.label(r)] = 1;
        }
        return out;
    }

    public double[] logits(double[] input, int row) {
        double[] x = new double[input.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = between.apply(-1, row, i, input[i]);
        }
        Iterator<double[]> next = parameters.iterator();
        for (int l = 0; l < activations.size(); l++) {
            double[] w = next.next();
            double[] y = next.next().clone();
            for (int j = 0; j < y.length; j++) {
                for (int i = 0; i < x.length; i++) {
                    y[j] += x[i] * w[i * y.length + j];
                }
            }
            if (normalized.get(l)) {
                normalize(y, next.next(), next.next());
            }
            for (int j = 0; j < y.length; j++) {
                y[j] = activate(activations.get(l), y[j]);
                if (l < activations.size() - 1) {
                    y[j] = between.apply(l, row, j, y[j]);
                }
            }
            x = y;
        }
        return x;
    }

    /** As PyTorch documents {@code LayerNorm}. */
    private static void normalize(double[] y, double[] gamma, double[] beta) {
        double mean = Arrays.stream(y).average().orElseThrow();
        double variance = Arrays.stream(y)
                .map(each -> (each - mean) * (each - mean))
                .average()
                .orElseThrow();
        Arrays.setAll(y, j -> (y[j] - mean) / Math.sqrt(variance + 1e-5) * gamma[j] + beta[j]);
    }

    private static double activate(Activation activation, double x) {
        if (activation instanceof Curve curve) {
            return curve.of(x);
        }
        return switch (activation.name()) {
            case "IDENTITY" -> x;
            case "RELU" -> Math.max(0, x);
            default -> NonlinearityTest.exact(Nonlinearity.valueOf(activation.name()), x);
        };
    }

    /** The mean cross-entropy of a batch. */
    public double loss(double[][] inputs, double[][] targets) {
        double sum = 0;
        for (int r = 0; r < inputs.length; r++) {
            double[] z = logits(inputs[r], r);
            double total = 0;
            for (double each : z) {
                total += Math.exp(each);
            }
            for (int c = 0; c < z.length; c++) {
                sum += targets[r][c] * (Math.log(total) - z[c]);
            }
        }
        return sum / inputs.length + penalty.getAsDouble();
    }

    /** The gradient of {@link #loss} by the parameters. */
    List<double[]> gradient(double[][] inputs, double[][] targets) {
        List<double[]> out = new ArrayList<>();
        for (double[] each : parameters) {
            double[] gradient = new double[each.length];
            for (int i = 0; i < each.length; i++) {
                double middle = each[i];
                each[i] = middle + DELTA;
                double above = loss(inputs, targets);
                each[i] = middle - DELTA;
                double below = loss(inputs, targets);
                each[i] = middle;
                gradient[i] = (above - below) / (2 * DELTA);
            }
            out.add(gradient);
        }
        return out;
    }
}
