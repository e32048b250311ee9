package dev.lanewise.cli.run;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.registry.NamedRegularizer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that is known when a run starts.
 *
 * @param threads how many will train
 * @param made the regularizers that the description names
 */
public record RunStart(RunConfig config, RunData data, Kernels kernels, int threads, List<NamedRegularizer> made) {
    /** Makes the list unmodifiable. */
    public RunStart {
        made = List.copyOf(made);
    }

    /** The network in short, {@code 784-256-256-10}. */
    public String shape() {
        return data.train().features() + "-"
                + config.hidden().stream().map(each -> each + "-").collect(Collectors.joining())
                + data.train().outputs();
    }

    /** How many numbers the network learns. */
    public long parameters() {
        return config.parameters(data);
    }
}
