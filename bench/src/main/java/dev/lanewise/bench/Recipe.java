package dev.lanewise.bench;

import dev.lanewise.optim.Optimizer;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.train.Trainer;
import java.util.List;

/** Trainers from the parameters of a benchmark. */
public final class Recipe {
    private static final float MOMENTUM = 0.9f;

    private Recipe() {}

    /**
     * A trainer on as many threads as {@code threads} says, with a learning rate at which the loss falls.
     *
     * @param net to be trained
     * @param regularizers as the command line takes them, any that are on the class path; a slash may stand for a comma, which
     *     JMH takes for the end of a parameter's value
     */
    public static Trainer trainer(Net net, String optimizer, String regularizers, int batch, String threads) {
        float rate = optimizer.startsWith("adam") ? 1e-3f : 0.05f;
        return Trainer.with(Optimizer.parse(optimizer, MOMENTUM), rate)
                .batchSize(batch)
                .threads(Threads.parse(threads))
                .regularizers(
                        Regularizers.installed().create(List.of(regularizers.replace('/', ',')), net.hidden().length));
    }
}
