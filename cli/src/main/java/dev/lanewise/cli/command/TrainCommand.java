package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.option.RunOptions;
import dev.lanewise.cli.option.TimeText;
import dev.lanewise.cli.report.ReportWriter;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.cli.run.TrainingSession;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.runfile.Resumed;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.RecordedRun;
import dev.lanewise.cli.session.RecordedRun.Keeping;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.view.JsonRunView;
import dev.lanewise.cli.view.RunView;
import dev.lanewise.cli.view.TextRunView;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.train.CheckpointInterval;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network and says how well it does. */
@Command(name = "train", description = "Trains a network and evaluates it. This is what happens without a command.")
public final class TrainCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Keep the run in this folder: a checkpoint after each epoch; model.safetensors, metrics.csv and"
                            + " run.json at the end, and its report. Default: keep nothing")
    private Path out;

    @Option(names = "--overwrite", description = "Replace the results of an earlier run in --out.")
    private boolean overwrite;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the run in this folder, or from this checkpoint, with its options and to the same"
                    + " result as if it had not been interrupted. With --epochs a finished run goes on, too.")
    private Path resume;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            description =
                    "How often to write the checkpoint, beside at the end: in epochs, steps or time, as in 2epochs,"
                            + " 500steps, 30s or 10m; to go on from within an epoch gives the same result, too. Default: 1epoch")
    private CheckpointInterval checkpointEvery;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description =
                    "After this time, such as 30s, 10m or 2h, keep the run as it is, say how to go on, and exit with 9.")
    private Duration timeLimit;

    @Option(names = "--timings", description = "Say where the time of the process went, and its peak memory.")
    private boolean timings;

    private TrainCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The command with all its options. */
    public static CommandLine create(Invocation invocation) {
        CommandLine command = new CommandLine(new TrainCommand(invocation));
        command.registerConverter(CheckpointInterval.class, TimeText::interval);
        command.registerConverter(Duration.class, TimeText::duration);
        RunOptions.addTo(command.getCommandSpec());
        return command;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        OutputFolder.requireOut(out, overwrite);
        requireKept("--checkpoint-every", checkpointEvery);
        requireKept("--time-limit", timeLimit);
        Keeping keeping = new Keeping(
                checkpointEvery == null ? CheckpointInterval.EPOCH : checkpointEvery, Optional.ofNullable(timeLimit));
        Optional<Resumed> resumed = Optional.ofNullable(resume).map(Resumed::from);
        RunConfig config = RunConfig.of(RunConfig.merge(
                resumed.map(Resumed::options).orElse(Map.of()),
                RunOptions.read(spec.commandLine().getParseResult())));
        resumed.ifPresent(each -> each.check(config, invocation.terminal()::always));
        Resources resources = new Resources(invocation);
        List<NamedRegularizer> made = config.made(resources.regularizers(config));
        Kernels kernels = Resources.kernels(config);
        RunView view = output.json() ? new JsonRunView(invocation.terminal()) : new TextRunView(invocation.terminal());
        try (OutputFolder folder = folder(resumed)) {
            RunData data = resources.data(config, config, made, kernels);
            resources.warn(List.of(config), data);
            List<Epoch> earlier = resumed.map(Resumed::epochs).orElse(List.of());
            TrainingSession session = new TrainingSession(config, data, kernels, made, earlier);
            RunStart start = new RunStart(config, data, kernels, session.threads(), made);
            view.begin(start);
            new RecordedRun(invocation, session, start, view, folder, keeping)
                    .run(resumed.map(Resumed::checkpoint))
                    .ifPresent(saved -> folder.run().ifPresent(each -> report(saved, data, each.path())));
        }
        if (timings) {
            view.timings(invocation.timings().seconds());
        }
        return ExitCode.OK.code();
    }

    private void requireKept(String option, Object value) {
        if (value != null && out == null && resume == null) {
            throw CliException.usage(option + " is for a run that is kept; name a folder with --out");
        }
    }

    private static void report(SavedRun saved, RunData data, Path folder) {
        try {
            ReportWriter.write(List.of(saved), data, folder);
        } catch (CliException e) {
            throw new CliException(
                    e.exitCode(),
                    e.getMessage() + "; only its report is missing there, write that with: " + CommandLines.PROGRAM
                            + " report " + CommandLines.quoted(folder.toString()),
                    e);
        }
    }

    /** A run goes on in its folder from the last checkpoint it wrote there; from one that was put aside it is like a new one. */
    private OutputFolder folder(Optional<Resumed> resumed) {
        Path place = out == null ? resumed.map(Resumed::folder).orElse(null) : out;
        if (place == null) {
            return OutputFolder.none();
        }
        if (resumed.isEmpty() || !resumed.get().isThatOf(place)) {
            return OutputFolder.open(place, overwrite);
        }
        if (overwrite) {
            throw CliException.usage(
                    "--overwrite has no effect on a run that goes on in its own folder; leave it out, or"
                            + " name another folder with --out");
        }
        return OutputFolder.goOn(place);
    }
}
