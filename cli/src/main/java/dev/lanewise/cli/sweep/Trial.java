package dev.lanewise.cli.sweep;

import dev.lanewise.cli.run.RunConfig;

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

    /** Whether it then has all its epochs. */
    boolean isWhole() {
        return epochs == config.epochs();
    }
}
