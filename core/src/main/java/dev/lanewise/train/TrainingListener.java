package dev.lanewise.train;

import java.nio.file.Path;

/** Told how training goes, on the training thread. */
public interface TrainingListener {
    /** Training is about to begin. */
    default void started(int stepsPerEpoch, int firstEpoch) {}

    /**
     * An epoch is about to begin.
     *
     * @param epoch 0, 1, …
     */
    default void epochStarted(int epoch) {}

    /**
     * A step is done; called for each, so it must be quick.
     *
     * @param epoch 0, 1, …
     * @param step within the epoch, 0, 1, …
     * @param loss the batch's mean loss before the update
     */
    default void step(int epoch, int step, int stepsPerEpoch, float loss) {}

    /** Whether training is to end now; asked after each step, and after each epoch's evaluation, so it must be quick. */
    default boolean wantsToEnd() {
        return false;
    }

    /** An epoch and its evaluation are done; the network's parameters may be read. Its checkpoint is written after this. */
    default void epoch(EpochResult result) {}

    /** A checkpoint is on the disk, in the place of the one before it. */
    default void checkpointWritten(Path file) {}
}
