package dev.lanewise.cli.report;

import dev.lanewise.cli.output.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes reports into folders. */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * Writes {@code report.html}, {@code curves.svg} and {@code curves.png}, and {@code metrics.csv} unless the folder is that
     * of a run, which has its own. Earlier files are replaced.
     *
     * @throws dev.lanewise.cli.CliException if one cannot be written
     */
    public static void write(Path directory, Report report) {
        System.setProperty("java.awt.headless", "true");
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("report.html"), ReportPage.of(report));
            if (!Files.exists(directory.resolve(RunFolder.RUN))) {
                Files.writeString(directory.resolve(RunFolder.METRICS), MetricsCsv.of(report.arms()));
            }
            CurveImages.write(directory, report.arms());
        } catch (IOException e) {
            throw RunFolder.cannotWrite(directory, e);
        }
    }
}
