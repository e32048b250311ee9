package dev.lanewise.cli.view;

import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.run.RunListener;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import java.util.Map;

/** Shows a run as it goes. */
public interface RunView extends RunListener {
    /** All is checked and loaded, and training is about to begin. */
    void begin(RunStart start);

    /** All is done. */
    void end(RunResult result);

    /** Where the time went, in seconds. */
    void timings(Map<Phase, Double> seconds);
}
