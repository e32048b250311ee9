package dev.lanewise.cli.result;

import dev.lanewise.cli.result.Examination.LayerActivity;
import dev.lanewise.cli.result.Examination.Mistake;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Looks closely at a trained network: what it mistakes for what, where it is wrong and sure, how many units fire. */
public final class Examiner {
    private static final int MISTAKES = 24;
    /** Enough to see every decile of a layer's units to a few percent. */
    private static final int ACTIVITY_IMAGES = 2000;

    private Examiner() {}

    /** Examines the network of the run with this seed on held-out images. */
    public static Examination examine(long seed, Sequential net, LabelledImages heldOut, Evaluator evaluator) {
        float[] probabilities = evaluator.probabilities(net, heldOut);
        int classes = net.classes();
        int[][] confusion = new int[classes][classes];
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < heldOut.size(); i++) {
            int prediction = argmax(probabilities, i * classes, classes);
            confusion[heldOut.label(i)][prediction]++;
            if (prediction != heldOut.label(i)) {
                mistakes.add(mistake(heldOut, i, prediction, probabilities[i * classes + prediction]));
            }
        }
        mistakes.sort(
                Comparator.comparingDouble(Mistake::probability).reversed().thenComparingInt(Mistake::index));
        List<Mistake> surest = List.copyOf(mistakes.subList(0, Math.min(MISTAKES, mistakes.size())));
        return new Examination(seed, heldOut.classNames(), confusion, surest, activity(net, heldOut));
    }

    private static int argmax(float[] values, int from, int count) {
        int best = 0;
        for (int c = 1; c < count; c++) {
            best = values[from + c] > values[from + best] ? c : best;
        }
        return best;
    }

    private static Mistake mistake(LabelledImages data, int index, int prediction, double probability) {
        int features = data.features();
        byte[] pixels = Arrays.copyOfRange(data.pixels(), index * features, (index + 1) * features);
        return new Mistake(index, pixels, data.rows(), data.columns(), data.label(index), prediction, probability);
    }

    private static List<LayerActivity> activity(Sequential net, LabelledImages data) {
        LabelledImages sample = data.limit(ACTIVITY_IMAGES);
        return IntStream.range(0, net.hidden().length)
                .mapToObj(layer -> activity(activations(net, layer, sample), sample.size(), net.hidden()[layer]))
                .toList();
    }

    private static float[] activations(Sequential net, int layer, LabelledImages data) {
        float[] out = upTo(net, layer).logits(data);
        if (net.dense().get(layer).activation() == Activation.RELU) {
            for (int i = 0; i < out.length; i++) {
                out[i] = Math.max(0, out[i]);
            }
        }
        return out;
    }

    /** A network that ends with hidden layer {@code layer}, made linear as an output layer must be. */
    private static Sequential upTo(Sequential net, int layer) {
        List<Dense> dense = new ArrayList<>(net.dense().subList(0, layer));
        dense.add(Dense.linear(net.dense().get(layer).units()));
        Sequential prefix = Sequential.of(dense.toArray(Layer[]::new));
        prefix.initialise(net.features(), 0);
        for (int l = 0; l <= layer; l++) {
            DenseParameters from = net.parameters().get(l);
            prefix.parameters().get(l).set(from.weights(), from.bias());
        }
        return prefix;
    }

    private static LayerActivity activity(float[] activations, int images, int units) {
        int[] fired = new int[units];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < activations.length; i++) {
            float a = activations[i];
            sum += a;
            squares += (double) a * a;
            fired[i % units] += a > 0 ? 1 : 0;
        }
        double mean = sum / activations.length;
        double variance = Math.max(0, squares / activations.length - mean * mean);
        Integer[] histogram = new Integer[10];
        Arrays.fill(histogram, 0);
        for (int count : fired) {
            histogram[Math.min(9, 10 * count / images)]++;
        }
        double firing = (double) IntStream.of(fired).asLongStream().sum() / activations.length;
        int silent = (int) IntStream.of(fired).filter(count -> count == 0).count();
        return new LayerActivity(units, firing, silent, mean, Math.sqrt(variance), List.of(histogram));
    }
}
