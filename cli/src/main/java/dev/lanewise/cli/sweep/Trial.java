package dev.lanewise.cli.sweep;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;

/**
 * One run of a sweep, to the end of a rung.
 *
 * @param setting its number, 1, 2, …
 * @param label the setting in words
 * @param epochs that are to be done in the end, those of earlier rungs included; at most those of {@code config}
 */
public record Trial(int setting, String label, RunConfig config, int epochs) {
    /** The name of its folder. */
    public String name() {
        return setting + "-" + config.seed();
    }

    /** How much there is to do, relative to the other trials of a rung: an epoch counts as much as its network has parameters. */
    long work(RunData data) {
        return epochs * config.parameters(data);
    }

    /** Whether it then has all its epochs. */
    boolean isWhole() {
        return epochs == config.epochs();
    }
}
