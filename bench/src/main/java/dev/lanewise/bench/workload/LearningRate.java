package dev.lanewise.bench.workload;

import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.step.Hyperparameters;

/**
 * The learning rate of all systems: what the command line trains with, and less where the loss would not fall. It is part of the
 * workload, as the higher it is, the more units are zero.
 */
public final class LearningRate {
    /** With more hidden layers than the lecture's largest network has, the loss may stay where it is. */
    private static final int LAYERS = 4;

    private LearningRate() {}

    /**
     * That of plain SGD for this many images a step and hidden layers. With fewer images than are usual a step follows chance more
     * than the gradient.
     */
    public static float of(int batch, int layers) {
        return OptimizerKind.SGD.defaultRate()
                * Math.min(1, (float) batch / Hyperparameters.DEFAULT_BATCH_SIZE)
                * Math.min(1, (float) LAYERS / layers);
    }
}
