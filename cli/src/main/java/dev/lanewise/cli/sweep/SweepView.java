package dev.lanewise.cli.sweep;

import java.util.List;

/** Shows how a sweep goes. Called by one thread. */
public interface SweepView {
    /**
     * All is checked and loaded, and training is about to begin.
     *
     * @param atOnce how many runs are trained at once at most
     */
    void begin(SweepPlan plan, int atOnce);

    /** It goes on; called several times a second. */
    void progress(SweepProgress progress, List<Standing> standings);

    /** A trial is done, by now or by an earlier call. */
    void done(Trial trial, TrialResult result, SweepProgress progress, List<Standing> standings);

    /**
     * A rung is done, and not the last.
     *
     * @param survivors how many settings go on, to more epochs
     */
    void rung(int epochs, int survivors);

    /** All is done. */
    void end(List<Standing> standings, Winner winner);
}
