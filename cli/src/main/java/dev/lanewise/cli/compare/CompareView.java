package dev.lanewise.cli.compare;

import dev.lanewise.cli.compare.Comparison.Job;
import dev.lanewise.cli.compare.Comparison.Missing;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.run.RunResult;
import java.util.List;

/** Shows how a comparison goes. Called by one thread. */
public interface CompareView {
    /** All is checked and loaded, and training is about to begin. */
    void begin(List<Job> jobs);

    /** So many epochs of all runs are done; called several times a second. */
    void progress(int epochsDone, int epochs);

    /** A run is done. */
    void finished(Job job, RunResult result);

    /** A run cannot be done. */
    void failed(Missing run);

    /**
     * No more runs follow.
     *
     * @param arms those with at least one run that is done, at least one
     * @param missing the runs that are not done
     */
    void end(List<ArmResult> arms, List<Missing> missing);
}
