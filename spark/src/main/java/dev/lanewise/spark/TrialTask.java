package dev.lanewise.spark;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.sweep.SweepFolder;
import dev.lanewise.cli.sweep.Trial;
import dev.lanewise.cli.sweep.TrialResult;
import dev.lanewise.cli.sweep.TrialRunner;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.registry.Regularizers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * A trial in an executor, with as many threads as a task has cores. It depends on its order and the data alone and leaves nothing
 * behind, so it may be done twice, or again after its executor was lost.
 */
final class TrialTask implements Function<TrialOrder, TrialOutcome> {
    private static final long serialVersionUID = 1;

    private final Broadcast<DataFiles> data;
    private final TreeMap<String, String> options;

    /**
     * For all trials of a sweep.
     *
     * @param options of all runs
     */
    TrialTask(Broadcast<DataFiles> data, TreeMap<String, String> options) {
        this.data = data;
        this.options = options;
    }

    @Override
    public TrialOutcome call(TrialOrder order) throws IOException {
        TaskContext context = TaskContext.get();
        Trial trial = order.trial();
        Kernels kernels = Resources.kernels(trial.config());
        try (TemporaryFolder temporary = new TemporaryFolder()) {
            SweepFolder folder = new SweepFolder(temporary.path());
            Path run = folder.run(trial).path();
            FileBytes.write(order.files().value(), run);
            TrialRunner runner =
                    new TrialRunner(ExecutorData.of(data, options), kernels, Regularizers.installed(), folder);
            TrialResult result = runner.run(trial, context.cpus(), context::isInterrupted, () -> {});
            return new TrialOutcome(
                    result,
                    FileBytes.read(run),
                    InetAddress.getLocalHost().getHostName(),
                    slow(trial.config(), kernels));
        }
    }

    private static String slow(RunConfig config, Kernels kernels) {
        boolean unasked =
                kernels instanceof ReferenceKernels && !config.kernels().equals("reference");
        return unasked ? KernelChoice.reason(kernels) : "";
    }
}
