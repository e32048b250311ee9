package dev.lanewise.bench.workload;

import dev.lanewise.bench.machine.Threads;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.step.Hyperparameters;
import dev.lanewise.step.TrainingSteps;
import dev.lanewise.train.Trainer;
import java.util.List;

/**
 * What a benchmark trains, from its parameters.
 *
 * @param optimizer with a learning rate at which the loss falls
 * @param regularizers as the command line takes them, any that are on the class path; a slash may stand for a comma, which JMH
 *     takes for the end of a parameter's value
 * @param threads how many, or {@code all}
 */
public record Recipe(Net net, String optimizer, String regularizers, int batch, String threads) {
    /**
     * Looks everything up.
     *
     * @throws IllegalArgumentException if something cannot be read; so that is said before anything is trained
     */
    public Recipe {
        OptimizerKind.named(optimizer);
        Threads.parse(threads);
        made(regularizers, net);
    }

    /** A trainer for whole epochs. */
    public Trainer trainer() {
        OptimizerKind kind = OptimizerKind.named(optimizer);
        return Trainer.with(kind.with(OptimizerKind.DEFAULT_MOMENTUM), rate(kind))
                .batchSize(batch)
                .threads(Threads.parse(threads))
                .regularizers(made(regularizers, net));
    }

    /** The same steps one by one, with the network they train. */
    public TrainingSteps steps(LabelledImages images) {
        OptimizerKind kind = OptimizerKind.named(optimizer);
        Hyperparameters hyperparameters = Hyperparameters.of(kind.with(OptimizerKind.DEFAULT_MOMENTUM), rate(kind))
                .batchSize(batch)
                .addRegularizers(made(regularizers, net));
        return new TrainingSteps(
                hyperparameters, KernelChoice.choose("auto"), Threads.parse(threads), net.build(), images);
    }

    /**
     * Takes so many of its steps.
     *
     * @return the sum of their losses
     * @throws DivergedException if one of them is not finite
     */
    public double take(TrainingSteps steps, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += steps.next();
        }
        if (!Double.isFinite(sum)) {
            throw new DivergedException(this);
        }
        return sum;
    }

    private float rate(OptimizerKind kind) {
        return Math.min(kind.defaultRate(), LearningRate.of(batch, net.hidden().length));
    }

    private static List<NamedRegularizer> made(String regularizers, Net net) {
        return Regularizers.installed()
                .create(RegularizerSpecs.parse(regularizers.replace('/', ',')), net.hidden().length);
    }
}
