package dev.lanewise.cli.session;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.image.PictureFolder;
import dev.lanewise.cli.plugin.Plugins;
import dev.lanewise.cli.run.DataSource;
import dev.lanewise.cli.run.DataWarnings;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunWarnings;
import dev.lanewise.cli.run.TableSource;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.cli.view.DataProgress;
import dev.lanewise.data.fetch.LoadedData;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Regularizers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fetches what a run needs, and keeps account of the time it takes. */
public final class Resources {
    private final Invocation invocation;

    /** For this call of the command line. */
    public Resources(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * The regularizers that a run may ask for. Plug-ins that cannot be loaded are worth a line each, unless the run is about to
     * fail for want of one.
     */
    public Regularizers regularizers(RunConfig config) {
        Regularizers all = regularizers(config.plugins(), config.noPlugins());
        if (all.knows(config.regularizers())) {
            warn(all);
        }
        return all;
    }

    /** Says which plug-ins could not be loaded, and why. */
    public void warn(Regularizers all) {
        all.problems().forEach(each -> invocation.terminal().always("lanewise: plug-in left out: " + each));
    }

    /**
     * The built-in regularizers and those of plug-ins.
     *
     * @param paths of plug-ins beside the usual folder
     * @param builtInOnly leaves all plug-ins out
     */
    public Regularizers regularizers(List<Path> paths, boolean builtInOnly) {
        invocation.timings().enter(Phase.PLUGINS);
        return builtInOnly ? Regularizers.installed() : Plugins.load(paths);
    }

    /** Says what is odd about the options of runs on this data, once. */
    public void warn(List<RunConfig> configs, RunData data) {
        configs.stream()
                .flatMap(each -> RunWarnings.of(each, data.train()).stream())
                .distinct()
                .forEach(each -> invocation.terminal().always("lanewise: " + each));
    }

    /**
     * The kernels asked for.
     *
     * @throws CliException if they cannot run here
     */
    public static Kernels kernels(RunConfig config) {
        try {
            return KernelChoice.choose(config.kernels());
        } catch (IllegalStateException e) {
            throw new CliException(ExitCode.USAGE, "--kernels: " + e.getMessage(), e);
        }
    }

    /**
     * A run that was kept. One that ended early has its network evaluated now.
     *
     * @throws CliException if it is no run, or cannot be read
     */
    public SavedRun savedRun(Path folder) {
        return SavedRun.load(folder, invocation.terminal()::note, (status, config, net, epochs) -> {
            invocation
                    .terminal()
                    .note("The run in " + folder
                            + (status.equals(SavedRun.FINISHED)
                                    ? " is of a sweep, so that it was not tested"
                                    : " ended early (" + status + ", " + epochs.size() + " of " + config.epochs()
                                            + " epochs)")
                            + "; what it came to is evaluated now.");
            return RunResult.of(config, net, epochs, samples(config), evaluator());
        });
    }

    /** Evaluates on all processors. */
    public static Evaluator evaluator() {
        return new Evaluator(KernelChoice.choose("auto"), Runtime.getRuntime().availableProcessors());
    }

    /**
     * The data set.
     *
     * @param folder where it is, or empty to find or fetch Fashion-MNIST
     * @throws dev.lanewise.data.DataException if there is none
     */
    public LoadedData data(Optional<Path> folder) {
        invocation.timings().enter(Phase.DATA);
        LoadedData loaded = folder.filter(PictureFolder::isOne)
                .map(PictureFolder::read)
                .orElseGet(() -> new DataSource(System.getenv(), new DataProgress(invocation.terminal())).load(folder));
        folder.filter(each -> !each.equals(Path.of(loaded.origin())))
                .ifPresent(each -> invocation.terminal().note("The data is in " + loaded.origin() + "."));
        loaded.remarks().forEach(each -> invocation.terminal().note("lanewise: --data: " + each));
        return loaded;
    }

    /**
     * The samples that a run wants; a line of warning for each thing about them that does harm.
     *
     * @throws dev.lanewise.data.DataException if there are none
     * @throws CliException if they are too few to hold some out
     */
    public RunData data(RunConfig config) {
        requireTable(config);
        RunData data = samples(config);
        List<String> table = data.schema().isPresent() ? data.facts().remarks() : List.of(); // of images they are said
        Stream.concat(table.stream(), DataWarnings.of(config, data).stream())
                .forEach(each -> invocation.terminal().always("lanewise: --data: " + each));
        return data;
    }

    /**
     * The same, while the JVM compiles what training needs.
     *
     * @param trained what is trained, or one of it
     * @param made the regularizers of that
     */
    public RunData data(RunConfig config, RunConfig trained, List<NamedRegularizer> made, Kernels kernels) {
        WarmUp warmUp = WarmUp.start(invocation, trained, made, kernels);
        RunData data = data(config);
        warmUp.await();
        return data;
    }

    /** The same, of a run that has been warned. */
    public RunData samples(RunConfig config) {
        if (TableSource.isWanted(config)) {
            invocation.timings().enter(Phase.DATA);
            return TableSource.of(config);
        }
        return DataSource.of(config, data(config.data()));
    }

    /**
     * Makes sure that what is said about a table is said about one.
     *
     * @throws CliException if it is not
     */
    public static void requireTable(RunConfig config) {
        boolean fills = !config.missing().equals(RunConfig.MISSING.getFirst());
        if (!TableSource.isWanted(config) && (!config.targets().isEmpty() || config.noHeader() || fills)) {
            throw CliException.usage("--" + (config.noHeader() ? "no-header" : fills ? "missing" : "target")
                    + " is for tables; give a file whose name ends in .csv or .tsv as --data");
        }
    }
}
