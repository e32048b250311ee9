package dev.lanewise.cli.command;

import dev.lanewise.cli.ExitCode;
import dev.lanewise.cli.Invocation;
import dev.lanewise.cli.Timings;
import dev.lanewise.cli.Timings.Phase;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.option.RunOptions;
import dev.lanewise.cli.output.JsonRunView;
import dev.lanewise.cli.output.RunView;
import dev.lanewise.cli.output.TextRunView;
import dev.lanewise.cli.run.DataSource;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.cli.run.TrainingSession;
import dev.lanewise.kernel.KernelChoice;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.train.NamedRegularizer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network and says how well it does. */
@Command(name = "train", description = "Trains a network and evaluates it (what happens without a command).")
public final class TrainCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(names = "--timings", description = "Say where the time went.")
    private boolean timings;

    private TrainCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The command with all its options. */
    public static CommandLine create(Invocation invocation) {
        CommandLine out = new CommandLine(new TrainCommand(invocation));
        RunOptions.addTo(out.getCommandSpec());
        return out;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        RunConfig config = RunConfig.of(RunOptions.read(spec.commandLine().getParseResult()));
        Timings clock = invocation.timings();
        clock.enter(Phase.PLUGINS);
        List<NamedRegularizer> made = Regularizers.installed()
                .create(config.regularizers(), config.hidden().size());
        Kernels kernels = KernelChoice.choose(config.kernels());
        clock.enter(Phase.DATA);
        RunData data = DataSource.of(
                config, new DataSource(System.getenv(), new DataProgress(invocation.terminal())).load(config.data()));
        TrainingSession session = new TrainingSession(config, data, kernels, made);
        RunView view = output.json() ? new JsonRunView(invocation.terminal()) : new TextRunView(invocation.terminal());
        view.begin(new RunStart(config, data, kernels, session.threads(), made));
        clock.enter(Phase.TRAINING);
        RunResult result = session.run(new TimedListener(view, invocation));
        view.end(result);
        if (timings) {
            view.timings(clock.seconds());
        }
        return ExitCode.OK.code();
    }
}
