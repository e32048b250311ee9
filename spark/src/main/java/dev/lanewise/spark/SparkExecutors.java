package dev.lanewise.spark;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.sweep.SweepFolder;
import dev.lanewise.cli.sweep.SweepPlan;
import dev.lanewise.cli.sweep.TrialExecutor;
import dev.lanewise.cli.sweep.TrialExecutors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/** Sends the data of a sweep to executors, and has its trials done there. */
final class SparkExecutors implements TrialExecutors {
    private final JavaSparkContext spark;
    private final Consumer<String> warnings;
    private final Runnable kept;

    SparkExecutors(JavaSparkContext spark, Consumer<String> warnings, Runnable kept) {
        this.spark = spark;
        this.warnings = warnings;
        this.kept = kept;
    }

    @Override
    public TrialExecutor of(
            SweepPlan plan, RunData data, SweepFolder folder, OptionalInt parallel, BooleanSupplier stop) {
        TreeMap<String, String> options = new TreeMap<>(plan.sweep().options());
        try {
            DataFiles files = DataFiles.of(RunConfig.of(options), data);
            TrialTask task = new TrialTask(spark.broadcast(files), options);
            return new SparkTrials(spark, task, folder, parallel, stop, warnings, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
