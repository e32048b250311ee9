package dev.lanewise.cli.report;

import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.cli.runfile.WholeFiles;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.predict.Evaluator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes reports into folders. */
public final class ReportWriter {
    private static final List<String> FILES = List.of(RunFolder.REPORT, RunFolder.CURVES_SVG, RunFolder.CURVES_PNG);

    private ReportWriter() {}

    /**
     * Writes a report of runs that were kept into a folder; those that differ in their seed only are one arm.
     *
     * @param data what they were trained on, on whose test set their networks are examined
     * @throws dev.lanewise.cli.base.CliException if the folder cannot be written
     */
    public static Report write(List<SavedRun> runs, RunData data, Path directory) {
        Evaluator evaluator =
                new Evaluator(KernelChoice.choose("auto"), Runtime.getRuntime().availableProcessors());
        String commands =
                runs.stream().map(run -> run.json().getString("command", "")).collect(Collectors.joining("\n"));
        Report report = new ReportBuilder(data, evaluator).build(RunArms.of(runs), commands);
        write(directory, report);
        return report;
    }

    /**
     * Writes {@code report.html}, {@code curves.svg} and {@code curves.png}, and {@code metrics.csv} unless the folder is that
     * of a run, which has its own. Earlier files are replaced when all are on disk.
     *
     * @throws dev.lanewise.cli.base.CliException if they cannot be written
     */
    public static void write(Path directory, Report report) {
        System.setProperty("java.awt.headless", "true");
        boolean ofOneRun = Files.exists(directory.resolve(RunFolder.RUN));
        WholeFiles.write(directory, ofOneRun ? FILES : withMetrics(), staging -> {
            Files.writeString(staging.resolve(RunFolder.REPORT), ReportPage.of(report));
            if (!ofOneRun) {
                Files.writeString(staging.resolve(RunFolder.METRICS), MetricsCsv.of(report.arms()));
            }
            CurveImages.write(staging, report);
        });
    }

    private static List<String> withMetrics() {
        return Stream.concat(FILES.stream(), Stream.of(RunFolder.METRICS)).toList();
    }
}
