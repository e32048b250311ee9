package dev.lanewise.bench.workload;

/** The learning rate of all systems and optimizers, at which the loss falls whatever the batch. */
public final class LearningRate {
    private static final float HIGHEST = 0.05f;

    /** With fewer images a step follows chance more than the gradient; with one, and dropout, the highest rate diverges. */
    private static final int ENOUGH_IMAGES = 32;

    private LearningRate() {}

    /** That for this many images a step. */
    public static float of(int batch) {
        return HIGHEST * Math.min(1, (float) batch / ENOUGH_IMAGES);
    }
}
