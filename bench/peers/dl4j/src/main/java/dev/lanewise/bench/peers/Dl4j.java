package dev.lanewise.bench.peers;

import dev.lanewise.bench.training.Batches;
import dev.lanewise.bench.training.ScaledPixels;
import dev.lanewise.bench.training.Training;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.bench.training.TrainingSystem;
import dev.lanewise.data.LabelledImages;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J on its native backend, as its own examples train; {@code OMP_NUM_THREADS} sets the threads. */
public final class Dl4j implements TrainingSystem {
    @Override
    public String label() {
        return "dl4j";
    }

    @Override
    public Training prepare(TrainingJob job, LabelledImages images, int threads) {
        return new Steps(network(job, images), images, job.batch());
    }

    /** Dropout is that of a layer's inputs there, and its number the probability to keep; none on the images themselves. */
    private static MultiLayerNetwork network(TrainingJob job, LabelledImages images) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(42)
                .updater(new Sgd(job.rate()))
                .weightInit(WeightInit.RELU_UNIFORM)
                .list();
        int inputs = images.features();
        double keep = 1;
        int[] hidden = job.hidden();
        for (int layer = 0; layer < hidden.length; layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(hidden[layer])
                    .activation(Activation.RELU)
                    .dropOut(keep)
                    .build());
            inputs = hidden[layer];
            keep = 1 - job.dropout(layer);
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(images.classes())
                .activation(Activation.SOFTMAX)
                .dropOut(keep)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    private static final class Steps implements Training {
        private final MultiLayerNetwork network;
        private final Batches batches;
        private final INDArray pixels;
        private final INDArray labels;

        Steps(MultiLayerNetwork network, LabelledImages images, int batch) {
            this.network = network;
            batches = new Batches(images.size(), batch);
            pixels = Nd4j.create(ScaledPixels.of(images), new long[] {images.size(), images.features()});
            labels = Nd4j.zeros(images.size(), images.classes());
            for (int i = 0; i < images.size(); i++) {
                labels.putScalar(i, images.label(i), 1);
            }
        }

        @Override
        public double steps(int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                int[] chosen = batches.next();
                try (INDArray x = Nd4j.pullRows(pixels, 1, chosen);
                        INDArray y = Nd4j.pullRows(labels, 1, chosen)) {
                    network.fit(x, y);
                }
                sum += network.score();
            }
            return sum / count;
        }

        @Override
        public void close() {
            network.close();
            pixels.close();
            labels.close();
        }
    }
}
