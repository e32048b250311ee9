package dev.lanewise.cli.compare;

import dev.lanewise.cli.compare.Comparison.Job;
import dev.lanewise.cli.output.RunFolder;
import dev.lanewise.cli.output.RunRecorder;
import dev.lanewise.cli.report.ReportBuilder;
import dev.lanewise.cli.report.ReportWriter;
import dev.lanewise.cli.result.SavedRun;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.train.Evaluator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder of a comparison: the report, and each run in {@code runs/ARM-SEED}, with arms counted from 1. */
final class CompareFolder {
    private final Path path;
    private final RunData data;
    private final Kernels kernels;

    CompareFolder(Path path, RunData data, Kernels kernels) {
        this.path = path;
        this.data = data;
        this.kernels = kernels;
    }

    void write(List<Job> jobs, List<RunResult> results, String command) {
        Map<String, List<SavedRun>> arms = new LinkedHashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            List<SavedRun> runs = arms.computeIfAbsent(job.arm().label(), label -> new ArrayList<>());
            RunFolder folder = new RunFolder(path.resolve("runs")
                    .resolve(arms.size() + "-" + job.config().seed()));
            folder.create();
            new RunRecorder(folder, new RunStart(job.config(), data, kernels, 1, job.regularizers()))
                    .finish(results.get(i), Map.of());
            runs.add(SavedRun.load(folder.path()));
        }
        Evaluator evaluator = new Evaluator(kernels, Runtime.getRuntime().availableProcessors());
        ReportWriter.write(path, new ReportBuilder(data.test(), evaluator).build(arms, command));
    }
}
