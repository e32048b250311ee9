package dev.lanewise.cli.command;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.compare.CompareJson;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.report.ArmsText;
import dev.lanewise.cli.report.ReportWriter;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Option(names = "--overwrite", description = "Replace an earlier report in --out.")
    private boolean overwrite;

    private ReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The command with all its options. */
    public static CommandLine create(Invocation invocation) {
        return new CommandLine(new ReportCommand(invocation));
    }

    private boolean isOut(Path run) {
        try {
            return Files.isSameFile(RunFolder.of(run), out);
        } catch (IOException e) { // one of them is not there
            return false;
        }
    }

    /** Figures of other data, another target or another loss say nothing beside each other. */
    private void requireAlike(int i, List<SavedRun> saved) {
        SavedRun first = saved.getFirst();
        SavedRun other = saved.get(i);
        String differs = !other.dataSha256().equals(first.dataSha256())
                ? "data"
                : !other.result()
                                .config()
                                .targets()
                                .equals(first.result().config().targets())
                        ? "target"
                        : !loss(other).equals(loss(first)) ? "loss" : null;
        if (differs != null) {
            throw CliException.usage("RUN: " + runs.get(i) + " has another " + differs + " than " + runs.getFirst()
                    + ", so their figures cannot be compared; make a report of each by itself");
        }
    }

    private static String loss(SavedRun run) {
        return run.result().net().loss().name();
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        OutputFolder.requireOut(out, overwrite);
        if (out == null && runs.size() > 1) {
            throw CliException.usage("--out: say where the report of " + runs.size() + " runs should go");
        }
        if (out != null && !overwrite && runs.stream().noneMatch(this::isOut)) {
            OutputFolder.requireNoResults(out);
        }
        Path directory = out == null ? RunFolder.of(runs.getFirst()) : out;
        Resources resources = new Resources(invocation);
        List<SavedRun> saved = runs.stream().map(resources::savedRun).toList();
        for (int i = 1; i < saved.size(); i++) {
            requireAlike(i, saved);
        }
        RunData data = resources.samples(saved.getFirst().result().config());
        invocation.timings().enter(Phase.WRITING);
        List<ArmResult> arms = ReportWriter.write(saved, data, directory).arms();
        String file = directory.resolve(RunFolder.REPORT).toString();
        boolean several = arms.size() > 1 || arms.getFirst().runs().size() > 1;
        if (output.json()) {
            showJson(file, several ? arms : List.of());
        } else {
            showText(file, several ? arms : List.of());
        }
        return ExitCode.OK.code();
    }

    private void showText(String file, List<ArmResult> compared) {
        if (!compared.isEmpty()) {
            ArmsText.lines(compared).forEach(invocation.terminal()::line);
        }
        invocation.terminal().line(file);
    }

    private void showJson(String file, List<ArmResult> compared) {
        JsonObject event = Json.event("report");
        event.put("file", file);
        invocation.terminal().line(Json.line(event));
        if (!compared.isEmpty()) {
            new CompareJson(invocation.terminal()).end(compared, List.of());
        }
    }
}
