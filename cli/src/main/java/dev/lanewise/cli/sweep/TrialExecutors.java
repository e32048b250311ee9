package dev.lanewise.cli.sweep;

import dev.lanewise.cli.run.RunData;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Makes what does the trials of a sweep somewhere else than in this process. */
public interface TrialExecutors {
    /**
     * For one sweep.
     *
     * @param data that it is on
     * @param folder that keeps it, where some trials may be done already
     * @param parallel how many trials at most at once, if the user says so
     * @param stop asked again and again whether to stop
     */
    TrialExecutor of(SweepPlan plan, RunData data, SweepFolder folder, OptionalInt parallel, BooleanSupplier stop);
}
