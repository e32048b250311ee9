package dev.lanewise.cli.result;

import dev.lanewise.cli.result.Examination.LayerActivity;
import dev.lanewise.cli.result.Examination.Mistake;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.data.Table;
import dev.lanewise.nn.Classes;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Looks closely at a trained network: what it mistakes for what, where it is wrong and sure, how many units fire. */
public final class Examiner {
    private static final int MISTAKES = 24;
    /** Enough to see every decile of a layer's units to a few percent. */
    private static final int ACTIVITY_SAMPLES = 2000;

    private Examiner() {}

    /** Examines the network of the run with this seed on held-out samples. Mistakes are shown of images only. */
    public static Examination examine(
            long seed, Sequential net, Samples heldOut, List<String> classNames, Evaluator evaluator) {
        return new Examination(
                seed,
                classNames,
                evaluator.evaluate(net, heldOut).confusion(),
                heldOut instanceof LabelledImages images ? mistakes(net, images, evaluator) : List.of(),
                activity(net, heldOut, evaluator));
    }

    private static List<Mistake> mistakes(Sequential net, LabelledImages heldOut, Evaluator evaluator) {
        float[] probabilities = evaluator.probabilities(net, heldOut);
        int classes = net.classes();
        return IntStream.range(0, heldOut.size())
                .filter(i -> Classes.greatest(probabilities, i * classes, classes) != heldOut.label(i))
                .mapToObj(i -> mistake(heldOut, i, probabilities, classes))
                .sorted(Comparator.comparingDouble(Mistake::probability)
                        .reversed()
                        .thenComparingInt(Mistake::index))
                .limit(MISTAKES)
                .toList();
    }

    private static Mistake mistake(LabelledImages data, int index, float[] probabilities, int classes) {
        int prediction = Classes.greatest(probabilities, index * classes, classes);
        int features = data.features();
        byte[] pixels = Arrays.copyOfRange(data.pixels(), index * features, (index + 1) * features);
        return new Mistake(
                index,
                pixels,
                data.rows(),
                data.columns(),
                data.label(index),
                prediction,
                probabilities[index * classes + prediction]);
    }

    private static List<LayerActivity> activity(Sequential net, Samples data, Evaluator evaluator) {
        Samples sample =
                switch (data) {
                    case LabelledImages images -> images.limit(ACTIVITY_SAMPLES);
                    case Table table -> table.limit(ACTIVITY_SAMPLES);
                    default -> data;
                };
        return IntStream.range(0, net.hidden().length)
                .mapToObj(layer ->
                        activity(evaluator.activations(net, layer, sample), sample.size(), net.hidden()[layer]))
                .toList();
    }

    private static LayerActivity activity(float[] activations, int samples, int units) {
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
            histogram[Math.min(9, 10 * count / samples)]++;
        }
        double firing = (double) IntStream.of(fired).asLongStream().sum() / activations.length;
        int silent = (int) IntStream.of(fired).filter(count -> count == 0).count();
        return new LayerActivity(units, firing, silent, mean, Math.sqrt(variance), List.of(histogram));
    }
}
