package dev.lanewise.bench.peers;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import dev.lanewise.bench.training.ScaledPixels;
import dev.lanewise.bench.training.Training;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.bench.training.TrainingSystem;
import dev.lanewise.data.LabelledImages;
import java.io.IOException;
import java.util.Iterator;

/** DJL on its PyTorch engine, as its own examples train. */
public final class Djl implements TrainingSystem {
    @Override
    public String label() {
        return "djl";
    }

    @Override
    public Training prepare(TrainingJob job, LabelledImages images, int threads) {
        Engine.getInstance().setRandomSeed(42);
        Model model = Model.newInstance("mlp");
        model.setBlock(network(job, images));
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(job.rate()))
                        .build())
                .optInitializer(
                        new XavierInitializer(XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.IN, 6),
                        Parameter.Type.WEIGHT);
        Trainer trainer = model.newTrainer(config);
        trainer.initialize(new Shape(job.batch(), images.features()));
        return new Steps(model, trainer, dataset(model.getNDManager(), job, images));
    }

    private static SequentialBlock network(TrainingJob job, LabelledImages images) {
        SequentialBlock block = new SequentialBlock();
        int[] hidden = job.hidden();
        for (int layer = 0; layer < hidden.length; layer++) {
            block.add(Linear.builder().setUnits(hidden[layer]).build()).add(Activation::relu);
            if (job.dropout(layer) > 0) {
                block.add(Dropout.builder().optRate((float) job.dropout(layer)).build());
            }
        }
        return block.add(Linear.builder().setUnits(images.classes()).build());
    }

    private static ArrayDataset dataset(NDManager manager, TrainingJob job, LabelledImages images) {
        long[] labels = new long[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.label(i);
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(ScaledPixels.of(images), new Shape(images.size(), images.features())))
                .optLabels(manager.create(labels).toType(DataType.INT64, false))
                .setSampling(job.batch(), true)
                .build();
    }

    private static final class Steps implements Training {
        private final Model model;
        private final Trainer trainer;
        private final ArrayDataset dataset;
        private Iterator<Batch> batches;

        Steps(Model model, Trainer trainer, ArrayDataset dataset) {
            this.model = model;
            this.trainer = trainer;
            this.dataset = dataset;
        }

        @Override
        public double steps(int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                try (Batch batch = next()) {
                    sum += step(batch);
                }
            }
            return sum / count;
        }

        private float step(Batch batch) {
            float value;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList outputs = trainer.forward(batch.getData());
                NDArray loss = trainer.getLoss().evaluate(batch.getLabels(), outputs);
                collector.backward(loss);
                value = loss.getFloat();
            }
            trainer.step();
            return value;
        }

        private Batch next() {
            if (batches == null || !batches.hasNext()) {
                try {
                    batches = trainer.iterateDataset(dataset).iterator();
                } catch (IOException | TranslateException e) {
                    throw new IllegalStateException(e);
                }
            }
            return batches.next();
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }
}
