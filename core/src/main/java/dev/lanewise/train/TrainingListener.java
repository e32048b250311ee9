package dev.lanewise.train;

/** Told how training goes, on the training thread. */
public interface TrainingListener {
    /** Training is about to begin. */
    default void started(int stepsPerEpoch, int firstEpoch) {}

    /**
     * A step is done; called for each, so it must be quick.
     *
     * @param epoch 0, 1, …
     * @param step within the epoch, 0, 1, …
     * @param loss the batch's mean loss before the update
     */
    default void step(int epoch, int step, int stepsPerEpoch, float loss) {}

    /** An epoch and its evaluation are done; the network's parameters may be read. */
    default void epoch(EpochResult result) {}
}
