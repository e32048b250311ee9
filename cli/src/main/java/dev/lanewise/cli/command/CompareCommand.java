package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Failures;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.compare.Arm;
import dev.lanewise.cli.compare.CompareFolder;
import dev.lanewise.cli.compare.CompareJson;
import dev.lanewise.cli.compare.CompareText;
import dev.lanewise.cli.compare.CompareView;
import dev.lanewise.cli.compare.Comparison;
import dev.lanewise.cli.compare.Comparison.Done;
import dev.lanewise.cli.compare.Comparison.Job;
import dev.lanewise.cli.compare.Comparison.Missing;
import dev.lanewise.cli.compare.Comparison.Results;
import dev.lanewise.cli.compare.DistinctArms;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.option.RunOptions;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.result.Ranking;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.SideBySide;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.view.Words;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.train.DivergenceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains several arms and tells them apart. */
@Command(
        name = "compare",
        description = {
            "Trains several arms, each with several seeds, and tells whether they differ by more than chance.",
            "Runs of the same seed start from the same weights and take the images in the same order.",
        })
public final class CompareCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--arm",
            required = true,
            paramLabel = "ARM",
            description = "Regularizers joined with '+', or none, and options that differ, as in"
                    + " 'dropout:0.2 hidden=512,512'. Repeat it for each arm; every pair is tested. Of none, A, B and A+B, whether A and B add"
                    + " up is told.")
    private List<String> arms = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Train each arm N times, with seeds counted up from --seed. Default: ${DEFAULT-VALUE}")
    private int seeds;

    @Option(
            names = "--rank",
            description = "List arms from best to worst, by validation accuracy if images are held out, else by test"
                    + " accuracy.")
    private boolean rank;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write report.html, curves.svg, curves.png, metrics.csv and a folder for each run; when a run"
                    + " fails or the comparison is stopped, of the runs that are done.")
    private Path out;

    @Option(names = "--overwrite", description = "Replace the results of an earlier run in --out.")
    private boolean overwrite;

    private CompareCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The command with all its options. */
    public static CommandLine create(Invocation invocation) {
        CommandLine line = new CommandLine(new CompareCommand(invocation));
        RunOptions.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        OutputFolder.requireOut(out, overwrite);
        if (seeds < 1) {
            throw CliException.usage("--seeds: " + seeds + " must be at least 1");
        }
        List<Arm> parsed = parsedArms();
        Map<String, String> shared = RunOptions.read(spec.commandLine().getParseResult());
        Resources resources = new Resources(invocation);
        RunConfig first = RunConfig.of(shared);
        List<Job> jobs = jobs(parsed, shared, first.seed(), resources.regularizers(first));
        Kernels kernels = Resources.kernels(first);
        try (OutputFolder folder = out == null ? OutputFolder.none() : OutputFolder.open(out, overwrite)) {
            compare(parsed, shared, jobs, kernels, folder);
        }
        return ExitCode.OK.code();
    }

    private void compare(
            List<Arm> parsed, Map<String, String> shared, List<Job> jobs, Kernels kernels, OutputFolder folder) {
        Job first = jobs.getFirst();
        Resources resources = new Resources(invocation);
        RunData data = resources.data(first.config(), first.config(), first.regularizers(), kernels);
        resources.warn(jobs.stream().map(Job::config).toList(), data);
        CompareView view =
                output.json() ? new CompareJson(invocation.terminal()) : new CompareText(invocation.terminal());
        view.begin(jobs);
        invocation.timings().enter(Phase.TRAINING);
        Results results = new Comparison(data, kernels, view, invocation.interruption()::requested).run(jobs);
        if (!results.done().isEmpty()) {
            List<Arm> listed = rank ? ranked(parsed, results) : parsed;
            invocation.timings().enter(Phase.WRITING);
            try { // first what costs most to lose
                folder.run().ifPresent(each -> {
                    folder.discardEarlier();
                    new CompareFolder(each.path(), data, kernels).write(parsed, listed, results, command(shared));
                });
            } finally {
                if (results.unseen() == null) {
                    show(view, armResults(listed, results), results.missing());
                }
            }
        }
        results.requireSeen();
        results.missing().stream()
                .min(Comparator.comparing(each -> each.failure() != null))
                .ifPresent(each -> fail(results, each));
    }

    private void show(CompareView view, List<ArmResult> arms, List<Missing> missing) {
        view.end(arms, missing);
        if (rank && !output.json()) {
            Words.wrap(Ranking.sentence(arms)).forEach(invocation.terminal()::line);
        }
    }

    private List<Arm> parsedArms() {
        List<Arm> parsed = new ArrayList<>();
        for (String each : arms) {
            Arm arm = Arm.parse(each);
            if (parsed.contains(arm)) {
                throw CliException.usage("--arm: '" + each + "' is given twice; leave one out");
            }
            parsed.add(arm);
        }
        return parsed;
    }

    /** One seed of all arms after the other, so that what is done when the comparison is stopped can be compared. */
    private List<Job> jobs(List<Arm> parsed, Map<String, String> shared, long firstSeed, Regularizers regularizers) {
        SideBySide.requireFew(seeds, "arm", parsed.size());
        DistinctArms distinct = new DistinctArms("--arm");
        parsed.forEach(arm -> distinct.add(arm, arm.config(shared, firstSeed)));
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            for (Arm arm : parsed) {
                RunConfig config = arm.config(shared, firstSeed + i);
                jobs.add(new Job(arm, config, config.made(regularizers)));
            }
        }
        return jobs;
    }

    private static List<Arm> ranked(List<Arm> parsed, Results results) {
        List<String> order = Ranking.of(armResults(parsed, results)).stream()
                .map(ArmResult::label)
                .toList();
        return parsed.stream()
                .filter(arm -> order.contains(arm.label()))
                .sorted(Comparator.comparingInt(arm -> order.indexOf(arm.label())))
                .toList();
    }

    private static List<ArmResult> armResults(List<Arm> parsed, Results results) {
        return parsed.stream()
                .map(arm -> new ArmResult(
                        arm.label(), results.of(arm).stream().map(Done::result).toList(), null))
                .filter(arm -> !arm.runs().isEmpty())
                .toList();
    }

    /**
     * Ends with what kept a run from being done.
     *
     * @param first one that was stopped, else the first that failed
     */
    private void fail(Results results, Missing first) {
        boolean kept = out != null && !results.done().isEmpty();
        String trained = results.done().size() + " of "
                + (results.done().size() + results.missing().size())
                + " networks trained, "
                + (kept ? "kept in " + CommandLines.quoted(out.toString()) : "nothing kept");
        switch (first.failure()) {
            case null -> throw new CliException(ExitCode.INTERRUPTED, "stopped; " + trained);
            case DivergenceException e -> throw failure(trained, first);
            case RegularizerException e -> throw failure(trained, first);
            case RuntimeException e -> throw e;
            default -> throw (Error) first.failure();
        }
    }

    private static CliException failure(String trained, Missing run) {
        return new CliException(
                Failures.exitCode(run.failure()),
                trained + "; arm '" + run.job().arm().label() + "', seed "
                        + run.job().config().seed() + ": " + run.failure().getMessage(),
                run.failure());
    }

    private String command(Map<String, String> shared) {
        StringBuilder text = new StringBuilder(CommandLines.PROGRAM + " compare");
        arms.forEach(arm -> text.append(" --arm ").append(CommandLines.quoted(arm)));
        return text.append(" --seeds ")
                .append(seeds)
                .append(rank ? " --rank" : "")
                .append(CommandLines.options(shared))
                .toString();
    }
}
