package dev.lanewise.bench.peers;

import dev.lanewise.bench.training.Batches;
import dev.lanewise.bench.training.Training;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.bench.training.TrainingSystem;
import dev.lanewise.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import smile.base.mlp.Layer;
import smile.base.mlp.LayerBuilder;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.util.function.TimeFunction;

/** Smile's multilayer perceptron: double precision, an image at a time, initial weights by its own rule. */
public final class Smile implements TrainingSystem {
    @Override
    public String label() {
        return "smile";
    }

    @Override
    public Training prepare(TrainingJob job, LabelledImages images, int threads) {
        List<LayerBuilder> layers = new ArrayList<>();
        layers.add(Layer.input(images.features()));
        int[] hidden = job.hidden();
        for (int layer = 0; layer < hidden.length; layer++) {
            layers.add(Layer.rectifier(hidden[layer], job.dropout(layer)));
        }
        layers.add(Layer.mle(images.classes(), OutputFunction.SOFTMAX));
        MLP network = new MLP(layers.toArray(LayerBuilder[]::new));
        network.setLearningRate(TimeFunction.constant(job.rate()));
        return new Steps(network, images, job.batch());
    }

    private static final class Steps implements Training {
        private final MLP network;
        private final Batches batches;
        private final double[][] pixels;
        private final int[] labels;
        private final double[] probabilities;

        Steps(MLP network, LabelledImages images, int batch) {
            this.network = network;
            batches = new Batches(images.size(), batch);
            pixels = new double[images.size()][images.features()];
            labels = new int[images.size()];
            probabilities = new double[images.classes()];
            for (int i = 0; i < images.size(); i++) {
                labels[i] = images.label(i);
                for (int f = 0; f < images.features(); f++) {
                    pixels[i][f] = (images.pixels()[i * images.features() + f] & 0xFF) / 255.0;
                }
            }
        }

        /** The loss, which training itself does not compute, is that of the last batch alone, after its step and without dropout. */
        @Override
        public double steps(int count) {
            int[] chosen = {};
            for (int i = 0; i < count; i++) {
                chosen = batches.next();
                double[][] x = new double[chosen.length][];
                int[] y = new int[chosen.length];
                for (int j = 0; j < chosen.length; j++) {
                    x[j] = pixels[chosen[j]];
                    y[j] = labels[chosen[j]];
                }
                network.update(x, y);
            }
            return loss(chosen);
        }

        private double loss(int[] chosen) {
            double sum = 0;
            for (int i : chosen) {
                network.predict(pixels[i], probabilities);
                sum -= Math.log(Math.max(probabilities[labels[i]], Double.MIN_NORMAL));
            }
            return sum / chosen.length;
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
