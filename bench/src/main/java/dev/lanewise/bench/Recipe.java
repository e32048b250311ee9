package dev.lanewise.bench;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.train.Optimizer;
import dev.lanewise.train.Trainer;
import java.util.Arrays;

/** Trainers from the parameters of a benchmark. */
public final class Recipe {
    private static final float MOMENTUM = 0.9f;

    private Recipe() {}

    /** A trainer on as many threads as {@code threads} says, with a learning rate at which the loss falls. */
    public static Trainer trainer(String optimizer, String regularizers, int batch, String threads) {
        float rate = optimizer.startsWith("adam") ? 1e-3f : 0.05f;
        Trainer trainer = Trainer.with(Optimizer.parse(optimizer, MOMENTUM), rate)
                .batchSize(batch)
                .threads(Threads.parse(threads));
        if (!regularizers.equals("none")) {
            for (String each : regularizers.split("\\+")) {
                trainer = trainer.regularizer(regularizer(each));
            }
        }
        return trainer;
    }

    private static Regularizer regularizer(String text) {
        String[] parts = text.split(":", 2);
        return switch (parts[0]) {
            case "dropout" ->
                new LayerDropout(Arrays.stream(parts[1].split("/"))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
            case "weight-decay" -> decay(Float.parseFloat(parts[1]));
            default -> throw new IllegalArgumentException("unknown regularizer '" + text + "'");
        };
    }

    private static WeightDecay decay(float lambda) {
        return (int layer, Step step) -> 1 - step.learningRate() * lambda;
    }

    /** Dropout with a probability for each hidden layer, or one for all. */
    private record LayerDropout(double[] p) implements MultiplicativeRegularizer {
        private double p(int layer) {
            return p[Math.min(layer, p.length - 1)];
        }

        @Override
        public boolean appliesTo(int layer) {
            return p(layer) > 0;
        }

        @Override
        public void multiply(ActivationBlock block) {
            block.dropout(p(block.layer()));
        }
    }
}
