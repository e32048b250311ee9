package dev.lanewise.cli.result;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Classes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether a network doubts where it is wrong.
 *
 * @param ways the scores of prediction without noise, by one noisy pass, and by the mean of the passes, in this order
 * @param tenths of the images, from the least spread over the passes to the most
 * @param foundBySpread the share of pairs of a wrong and a right image in which the wrong one has more spread (the area under the
 *     ROC curve, 0.5 for a guess); NaN if there is no such pair
 * @param foundByProbability the same by the probability without noise, which is lower for the wrong one
 */
public record Doubt(List<Way> ways, List<Tenth> tenths, double foundBySpread, double foundByProbability) {
    private static final int PARTS = 10;

    /**
     * A way to predict.
     *
     * @param name what it is
     * @param loss mean cross-entropy
     * @param accuracy 0…1
     * @param bins by the probability of the class that is predicted, from 0 to 1 in ten equal steps
     */
    public record Way(String name, double loss, double accuracy, List<Bin> bins) {
        /** How far probabilities are off on average: the expected calibration error, 0…1. */
        public double calibrationError() {
            int all = bins.stream().mapToInt(Bin::images).sum();
            return bins.stream()
                            .filter(each -> each.images() > 0)
                            .mapToDouble(each -> each.images() * Math.abs(each.probability() - each.accuracy()))
                            .sum()
                    / all;
        }
    }

    /**
     * Images whose predicted classes have about the same probability.
     *
     * @param probability their mean; NaN without images
     * @param accuracy 0…1; NaN without images
     */
    public record Bin(int images, double probability, double accuracy) {}

    /**
     * A tenth of the images.
     *
     * @param spread the mean standard deviation of the predicted class's probability over the passes
     * @param accuracy of the mean of the passes, 0…1
     */
    public record Tenth(double spread, double accuracy) {}

    /** Makes the lists unmodifiable. */
    public Doubt {
        ways = List.copyOf(ways);
        tenths = List.copyOf(tenths);
    }

    /**
     * Judges predictions of labelled images.
     *
     * @param clean probabilities without noise, row-major [images][classes]
     */
    public static Doubt of(LabelledImages images, int classes, float[] clean, NoisyPrediction noisy) {
        Predictions without = new Predictions(images, classes, clean);
        Predictions mean = new Predictions(images, classes, noisy.mean());
        IntToDoubleFunction spread = i -> noisy.spread()[i * classes + mean.predicted(i)];
        return new Doubt(
                List.of(
                        without.way("without noise"),
                        new Predictions(images, classes, noisy.first()).way("one noisy pass"),
                        mean.way("mean of " + noisy.passes() + " passes")),
                tenths(mean, spread),
                found(images.size(), mean::wrong, spread),
                found(images.size(), without::wrong, i -> -without.probability(i)));
    }

    private static List<Tenth> tenths(Predictions predictions, IntToDoubleFunction spread) {
        int[] order = sorted(predictions.images().size(), spread);
        List<Tenth> out = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            int[] some = IntStream.range(part * order.length / PARTS, (part + 1) * order.length / PARTS)
                    .map(i -> order[i])
                    .toArray();
            out.add(new Tenth(
                    IntStream.of(some).mapToDouble(spread).average().orElse(Double.NaN),
                    IntStream.of(some)
                            .mapToDouble(i -> predictions.wrong(i) ? 0 : 1)
                            .average()
                            .orElse(Double.NaN)));
        }
        return out;
    }

    private static int[] sorted(int images, IntToDoubleFunction key) {
        return IntStream.range(0, images)
                .boxed()
                .sorted(Comparator.comparingDouble(key::applyAsDouble))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The share of pairs in which the wrong one has more doubt, by the sum of their ranks; equal doubt counts half. */
    static double found(int images, IntPredicate wrong, IntToDoubleFunction doubt) {
        int[] order = sorted(images, doubt);
        double ranks = 0;
        long wrongs = 0;
        for (int from = 0; from < images; ) {
            int to = from;
            long here = 0;
            while (to < images && doubt.applyAsDouble(order[to]) == doubt.applyAsDouble(order[from])) {
                here += wrong.test(order[to]) ? 1 : 0;
                to++;
            }
            ranks += here * (from + to - 1) / 2.0;
            wrongs += here;
            from = to;
        }
        return (ranks - wrongs * (wrongs - 1) / 2.0) / ((double) wrongs * (images - wrongs));
    }

    /** Probabilities of labelled images. */
    private record Predictions(LabelledImages images, int classes, float[] probabilities) {
        int predicted(int image) {
            return Classes.greatest(probabilities, image * classes, classes);
        }

        double probability(int image) {
            return probabilities[image * classes + predicted(image)];
        }

        boolean wrong(int image) {
            return predicted(image) != images.label(image);
        }

        Way way(String name) {
            double loss = 0;
            int[] counts = new int[PARTS];
            double[] sums = new double[PARTS];
            int[] hits = new int[PARTS];
            for (int i = 0; i < images.size(); i++) {
                loss -= Math.log(Math.max(Float.MIN_NORMAL, probabilities[i * classes + images.label(i)]));
                int bin = Math.min(PARTS - 1, (int) (PARTS * probability(i)));
                counts[bin]++;
                sums[bin] += probability(i);
                hits[bin] += wrong(i) ? 0 : 1;
            }
            List<Bin> bins = IntStream.range(0, PARTS)
                    .mapToObj(b -> new Bin(counts[b], sums[b] / counts[b], (double) hits[b] / counts[b]))
                    .toList();
            double accuracy = (double) IntStream.of(hits).sum() / images.size();
            return new Way(name, loss / images.size(), accuracy, bins);
        }
    }
}
