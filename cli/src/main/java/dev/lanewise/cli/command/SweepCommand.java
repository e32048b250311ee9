package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.option.RunOptions;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.SideBySide;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.sweep.LocalTrials;
import dev.lanewise.cli.sweep.MemoryBound;
import dev.lanewise.cli.sweep.Standing;
import dev.lanewise.cli.sweep.Sweep;
import dev.lanewise.cli.sweep.SweepFolder;
import dev.lanewise.cli.sweep.SweepJson;
import dev.lanewise.cli.sweep.SweepPlan;
import dev.lanewise.cli.sweep.SweepServer;
import dev.lanewise.cli.sweep.SweepSettings;
import dev.lanewise.cli.sweep.SweepText;
import dev.lanewise.cli.sweep.SweepView;
import dev.lanewise.cli.sweep.TrialExecutor;
import dev.lanewise.cli.sweep.TrialExecutors;
import dev.lanewise.cli.sweep.TrialResult;
import dev.lanewise.cli.sweep.TrialRunner;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.registry.Regularizers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries many settings and ranks them. */
@Command(
        name = "sweep",
        description = {
            "Trains many settings, several at once, and ranks them by samples held out of the training set.",
            "Only the winner meets the test set, once. Can be stopped at any time, and goes on with --resume.",
        })
public final class SweepCommand implements Callable<Integer> {
    private final Invocation invocation;
    private final Optional<TrialExecutors> elsewhere;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--try",
            paramLabel = "OPTION=VALUES",
            description =
                    "An option and the values to try, as in hidden=256x2,1024x2; with | between values that have commas,"
                            + " as in 'regularizer=none|dropout:0.2,0.5'; or, with --random, with ranges, as in"
                            + " learning-rate=0.05..0.5. Repeat it for each option; all combinations are tried.")
    private List<String> tries = new ArrayList<>();

    @Option(
            names = "--random",
            paramLabel = "N",
            description = "Try N settings only, drawn evenly from all there are by --seed. Default: try them all")
    private Integer random;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Train each setting N times, with seeds counted up from --seed. Default: ${DEFAULT-VALUE}")
    private int seeds;

    @Option(
            names = "--halving",
            description =
                    "Give up most settings early: the best third goes on, to three times as many epochs, until --epochs"
                            + " are done. No epoch is trained twice.")
    private boolean halving;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Runs at once. Default: one for each processor, as far as memory goes")
    private Integer parallel;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Keep the sweep in this folder: leaderboard.csv, winner.json, the record of each run, the networks of"
                            + " the best.")
    private Path out;

    @Option(
            names = "--overwrite",
            description = "Replace the results of an earlier run in --out, which are deleted as the sweep begins.")
    private boolean overwrite;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description =
                    "Go on with the sweep in this folder, to the same leaderboard as if it had not been interrupted.")
    private Path resume;

    @Option(
            names = "--watch",
            description =
                    "Show the sweep while it goes on, as a page for a browser on this machine; its address is printed.")
    private boolean watch;

    private SweepCommand(Invocation invocation, Optional<TrialExecutors> elsewhere) {
        this.invocation = invocation;
        this.elsewhere = elsewhere;
    }

    /** The command with all its options. */
    public static CommandLine create(Invocation invocation) {
        return create(invocation, Optional.empty());
    }

    /**
     * The same, for trials that are done elsewhere.
     *
     * @param elsewhere empty for this process
     */
    public static CommandLine create(Invocation invocation, Optional<TrialExecutors> elsewhere) {
        CommandLine line = new CommandLine(new SweepCommand(invocation, elsewhere));
        RunOptions.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        OutputFolder.requireOut(out, overwrite);
        requireOne("--parallel", parallel);
        requireOne("--random", random);
        SweepFolder kept = new SweepFolder(resume == null ? out : resume);
        SweepSettings settings = resume == null ? typed() : resumed(kept);
        RunConfig shared = RunConfig.of(settings.options());
        Resources resources = new Resources(invocation);
        Regularizers regularizers = resources.regularizers(shared);
        SweepPlan plan = SweepPlan.of(settings, regularizers);
        Kernels kernels = Resources.kernels(shared);
        try (OutputFolder folder = resume == null ? OutputFolder.open(out, overwrite) : OutputFolder.goOn(resume)) {
            RunConfig first = plan.configs().getFirst();
            RunData data = elsewhere.isPresent()
                    ? resources.data(shared)
                    : resources.data(shared, first, first.made(regularizers), kernels);
            resources.warn(plan.configs(), data);
            if (resume == null) {
                folder.discardEarlier(); // now, as a sweep goes on from whatever runs it finds in its folder
                kept.begin(settings, data);
            } else {
                kept.check(data);
            }
            sweep(plan, data, new TrialRunner(data, kernels, regularizers, kept), kept);
        }
        return ExitCode.OK.code();
    }

    private static void requireOne(String option, Integer value) {
        if (value != null && value < 1) {
            throw CliException.usage(option + ": '" + value + "' must be at least 1");
        }
    }

    private SweepSettings typed() {
        if (out == null) {
            throw CliException.usage(
                    "--out is missing: name a folder to keep the sweep in, so that it can go on after a stop");
        }
        Map<String, String> options = RunOptions.read(spec.commandLine().getParseResult());
        return new SweepSettings(options, tries, random == null ? 0 : random, seeds, halving);
    }

    private SweepSettings resumed(SweepFolder kept) {
        boolean asked = !tries.isEmpty() || random != null || seeds > 1 || halving || out != null;
        if (asked || !RunOptions.read(spec.commandLine().getParseResult()).isEmpty()) {
            throw CliException.usage("--resume: the sweep in " + resume
                    + " goes on with the options that it was begun with; give none but --parallel and --watch with it");
        }
        return kept.settings();
    }

    private void sweep(SweepPlan plan, RunData data, TrialRunner runner, SweepFolder kept) {
        TrialExecutor trials = elsewhere
                .map(each -> each.of(
                        plan,
                        data,
                        kept,
                        parallel == null ? OptionalInt.empty() : OptionalInt.of(parallel),
                        invocation.interruption()::requested))
                .orElseGet(() -> here(plan, data, runner));
        SweepView view = output.json()
                ? new SweepJson(invocation.terminal())
                : new SweepText(invocation.terminal(), kept.path());
        Sweep sweep = new Sweep(plan, data, kept, view);
        view.begin(plan, trials.atOnce());
        invocation.timings().enter(Phase.TRAINING);
        boolean won;
        try (SweepServer server = watch ? new SweepServer(sweep::page) : null) {
            if (server != null) {
                invocation.terminal().always("Watch the sweep at " + server.address());
            }
            won = sweep.run(trials, Resources.evaluator()).isPresent();
        }
        if (!won) {
            throw invocation.interruption().requested() ? stopped(sweep, kept) : fruitless(sweep.standings());
        }
    }

    private TrialExecutor here(SweepPlan plan, RunData data, TrialRunner runner) {
        int most = parallel != null
                ? parallel
                : Math.min(
                        MemoryBound.runs(plan.configs(), data),
                        SideBySide.atOnce(
                                plan.configs().size() * plan.sweep().seeds(),
                                plan.configs().getFirst().threads()));
        return new LocalTrials(runner, most, invocation.interruption()::requested);
    }

    private static CliException stopped(Sweep sweep, SweepFolder kept) {
        return new CliException(
                ExitCode.INTERRUPTED,
                "stopped; " + sweep.progress().trialsDone() + " of "
                        + sweep.progress().trials() + " runs are done and kept, go on with: "
                        + CommandLines.PROGRAM + " sweep --resume "
                        + CommandLines.quoted(kept.path().toString()));
    }

    private static CliException fruitless(List<Standing> standings) {
        Standing first = standings.getFirst();
        TrialResult failed = first.results().stream()
                .filter(each -> !each.succeeded())
                .findFirst()
                .orElseThrow();
        return new CliException(
                failed.exitCode(), "no setting came to anything; the first: " + first.label() + ": " + first.why());
    }
}
