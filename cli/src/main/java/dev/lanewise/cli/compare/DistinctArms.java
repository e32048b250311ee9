package dev.lanewise.cli.compare;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.run.RunConfig;
import java.util.HashMap;
import java.util.Map;

/** Makes sure that nothing is trained twice because it can be written in two ways. */
public final class DistinctArms {
    private final String option;
    private final Map<RunConfig, Arm> arms = new HashMap<>();

    /**
     * None so far.
     *
     * @param option that gives them
     */
    public DistinctArms(String option) {
        this.option = option;
    }

    /**
     * One more.
     *
     * @param config the description of its run, with the seed that all are asked for with
     * @throws CliException if an earlier arm has the same
     */
    public void add(Arm arm, RunConfig config) {
        Arm same = arms.putIfAbsent(config, arm);
        if (same != null) {
            throw CliException.usage(
                    option + ": '" + arm.label() + "' asks for the same as '" + same.label() + "'; leave one out");
        }
    }
}
