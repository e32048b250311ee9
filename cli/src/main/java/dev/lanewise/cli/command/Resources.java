package dev.lanewise.cli.command;

import dev.lanewise.cli.Invocation;
import dev.lanewise.cli.Timings.Phase;
import dev.lanewise.cli.run.DataSource;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.data.LoadedData;
import dev.lanewise.registry.Regularizers;

/** Fetches what a run needs, and keeps account of the time it takes. */
public final class Resources {
    private final Invocation invocation;

    /** For this call of the command line. */
    public Resources(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The regularizers that may be asked for. */
    public Regularizers regularizers(RunConfig config) {
        invocation.timings().enter(Phase.PLUGINS);
        return Regularizers.installed();
    }

    /**
     * The data set.
     *
     * @throws dev.lanewise.data.DataException if there is none
     */
    public LoadedData data(RunConfig config) {
        invocation.timings().enter(Phase.DATA);
        return new DataSource(System.getenv(), new DataProgress(invocation.terminal())).load(config.data());
    }
}
