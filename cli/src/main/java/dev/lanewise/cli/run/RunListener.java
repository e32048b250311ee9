package dev.lanewise.cli.run;

import dev.lanewise.train.TrainingListener;

/** Told how a run goes, on the training thread. What it throws ends the run. */
public interface RunListener {
    /** Hears nothing. */
    RunListener SILENT = new RunListener() {};

    /** See {@link TrainingListener#started}. */
    default void started(int stepsPerEpoch, int firstEpoch) {}

    /** See {@link TrainingListener#epochStarted}. */
    default void epochStarted(int epoch) {}

    /** See {@link TrainingListener#step}. */
    default void step(int epoch, int step, int stepsPerEpoch) {}

    /** Whether the network is to be evaluated on a part of the training set, too, after every epoch. */
    default boolean wantsTrainSample() {
        return false;
    }

    /** See {@link TrainingListener#wantsToEnd}. */
    default boolean wantsToEnd() {
        return false;
    }

    /** See {@link TrainingListener#checkpointWritten}. */
    default void checkpointWritten() {}

    /** An epoch and its evaluations are done. */
    default void epoch(Epoch epoch) {}

    /** The last epoch is done; the network is now evaluated on the training set. */
    default void trained() {}
}
