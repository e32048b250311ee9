package dev.lanewise.spark;

import dev.lanewise.cli.base.Timings;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.session.Interruption;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.sweep.Sweep;
import dev.lanewise.cli.sweep.SweepFolder;
import dev.lanewise.cli.sweep.SweepPlan;
import dev.lanewise.cli.sweep.SweepSettings;
import dev.lanewise.cli.sweep.SweepText;
import dev.lanewise.cli.sweep.TrialExecutor;
import dev.lanewise.cli.sweep.Winner;
import dev.lanewise.cli.view.Terminal;
import dev.lanewise.registry.Regularizers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A sweep on Spark, from a program. */
public final class SparkSweep {
    private SparkSweep() {}

    /**
     * Tries all settings on the executors of a session, ranks them, and tests the winner, as the command {@code sweep} does. What
     * the leaderboard says is printed, too. Executors are fast if they were started with {@code --add-modules=jdk.incubator.vector}.
     *
     * @param out a new folder of the driver, which keeps the leaderboard, the record of each run and the best networks
     * @return the winner; empty if no setting came to anything
     * @throws dev.lanewise.cli.base.CliException if something is wrong with the settings, or the folder cannot be written
     * @throws dev.lanewise.data.DataException if there is no data
     */
    public static Optional<Winner> run(SparkSession spark, SweepSettings settings, Path out) {
        Terminal terminal = Terminal.system(System.getenv());
        Resources resources = new Resources(new Invocation(terminal, new Interruption(), new Timings()));
        RunConfig shared = RunConfig.of(settings.options());
        SweepPlan plan = SweepPlan.of(settings, Regularizers.installed());
        try (OutputFolder open = OutputFolder.open(out, false)) {
            SweepFolder folder = new SweepFolder(open.run().orElseThrow().path());
            RunData data = resources.data(shared);
            folder.begin(settings, data);
            SparkExecutors executors = new SparkExecutors(
                    JavaSparkContext.fromSparkContext(spark.sparkContext()),
                    text -> terminal.always("lanewise: " + text),
                    () -> {});
            TrialExecutor trials = executors.of(plan, data, folder, OptionalInt.empty(), () -> false);
            SweepText view = new SweepText(terminal, out);
            view.begin(plan, trials.atOnce());
            return new Sweep(plan, data, folder, view).run(trials, Resources.evaluator());
        }
    }
}
