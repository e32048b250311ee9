package dev.lanewise.cli.report;

import dev.lanewise.cli.CliException;
import dev.lanewise.cli.ExitCode;
import dev.lanewise.cli.Invocation;
import dev.lanewise.cli.Timings.Phase;
import dev.lanewise.cli.command.Resources;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.result.SavedRun;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.LoadedData;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.predict.Evaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a report of runs that were kept. */
@Command(
        name = "report",
        description = {
            "Writes a report of one or more runs: report.html, which opens without a network, and its curves as pictures.",
            "Runs that differ in their seed only are shown as one.",
        })
public final class ReportCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "The folder of a run, as kept by --out.")
    private List<Path> runs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write the report. Default: into the folder of the run, if there is one only")
    private Path out;

    private ReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The command with all its options. */
    public static CommandLine create(Invocation invocation) {
        return new CommandLine(new ReportCommand(invocation));
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        if (out == null && runs.size() > 1) {
            throw CliException.usage("--out: say where the report of " + runs.size() + " runs should go");
        }
        Path directory = out == null ? runs.getFirst() : out;
        List<SavedRun> saved = runs.stream().map(SavedRun::load).toList();
        LoadedData data = new Resources(invocation)
                .data(saved.getFirst().result().config().data());
        invocation.timings().enter(Phase.WRITING);
        List<ArmResult> arms = write(saved, data.data().test(), directory).arms();
        if (arms.size() > 1 || arms.getFirst().runs().size() > 1) {
            ArmsText.lines(arms).forEach(invocation.terminal()::line);
        }
        invocation.terminal().line(directory.resolve("report.html").toString());
        return ExitCode.OK.code();
    }

    /**
     * Writes a report of these runs into a folder.
     *
     * @param test the images that their networks are examined on
     * @throws CliException if the folder cannot be written
     */
    public static Report write(List<SavedRun> runs, LabelledImages test, Path directory) {
        Evaluator evaluator =
                new Evaluator(KernelChoice.choose("auto"), Runtime.getRuntime().availableProcessors());
        String commands =
                runs.stream().map(run -> run.json().getString("command", "")).collect(Collectors.joining("\n"));
        Report report = new ReportBuilder(test, evaluator).build(RunArms.of(runs), commands);
        ReportWriter.write(directory, report);
        return report;
    }
}
