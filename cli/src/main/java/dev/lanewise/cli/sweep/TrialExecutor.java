package dev.lanewise.cli.sweep;

import java.util.List;

/** Does trials wherever there are processors. */
public interface TrialExecutor {
    /** Told how trials go. */
    interface Listener {
        /** They go on; called several times a second, by the thread that {@link TrialExecutor#run} was called by. */
        void progress();

        /** A trial has done one more epoch; called by any thread. */
        void epoch(Trial trial);

        /** A trial is done; called by the thread that {@link TrialExecutor#run} was called by. */
        void done(Trial trial, TrialResult result);
    }

    /** How many trials it does at once, at most. */
    int atOnce();

    /**
     * Does trials, in any order.
     *
     * @return whether all were done; false if they were stopped, and can go on another time
     */
    boolean run(List<Trial> trials, Listener listener);
}
