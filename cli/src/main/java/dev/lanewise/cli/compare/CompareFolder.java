package dev.lanewise.cli.compare;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.compare.Comparison.Done;
import dev.lanewise.cli.compare.Comparison.Job;
import dev.lanewise.cli.compare.Comparison.Results;
import dev.lanewise.cli.report.Report;
import dev.lanewise.cli.report.Report.Finding;
import dev.lanewise.cli.report.ReportBuilder;
import dev.lanewise.cli.report.ReportWriter;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.runfile.RunRecorder;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.predict.Evaluator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder of a comparison: the report, and each run in {@code runs/ARM-SEED}, with arms counted from 1. */
public final class CompareFolder {
    private final Path path;
    private final RunData data;
    private final Kernels kernels;

    /**
     * The folder at this path, which need not exist.
     *
     * @param data what the runs were trained on and are examined with
     */
    public CompareFolder(Path path, RunData data, Kernels kernels) {
        this.path = path;
        this.data = data;
        this.kernels = kernels;
    }

    /**
     * Writes the report and what is done.
     *
     * @param arms all of the comparison, as their folders are counted
     * @param listed those that have results, in the order of the report
     */
    public void write(List<Arm> arms, List<Arm> listed, Results results, String command) {
        Map<String, List<SavedRun>> runs = new LinkedHashMap<>();
        for (Arm arm : listed) {
            List<SavedRun> saved = results.of(arm).stream()
                    .map(each -> save(each, arms.indexOf(arm) + 1))
                    .toList();
            if (!saved.isEmpty()) {
                runs.put(arm.label(), saved);
            }
        }
        Evaluator evaluator = new Evaluator(kernels, Runtime.getRuntime().availableProcessors());
        Report report = new ReportBuilder(data, evaluator).build(runs, command);
        List<Finding> missing = results.missing().stream()
                .map(each -> new Finding(
                        each.job().name(), List.of("This run is not in the figures; it " + each.why()), null))
                .toList();
        try {
            ReportWriter.write(path, report.with(missing));
        } catch (CliException e) {
            String kept = CommandLines.quoted(path.resolve(OutputFolder.RUNS).toString());
            throw new CliException(
                    e.exitCode(),
                    e.getMessage() + "; only the report is missing there, write that with: " + CommandLines.PROGRAM
                            + " report " + kept + "/* --out " + CommandLines.quoted(path + "-report"),
                    e);
        }
    }

    private SavedRun save(Done run, int arm) {
        Job job = run.job();
        RunFolder folder = new RunFolder(
                path.resolve(OutputFolder.RUNS).resolve(arm + "-" + job.config().seed()));
        folder.create();
        return new RunRecorder(folder, new RunStart(job.config(), data, kernels, 1, job.regularizers()))
                .finish(run.result(), List.of(), Map.of());
    }
}
