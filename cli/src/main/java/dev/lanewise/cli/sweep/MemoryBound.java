package dev.lanewise.cli.sweep;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import java.util.List;

/**
 * How many runs fit into the heap side by side. The largest setting counts: its parameters with what its optimizer, its best epoch
 * and its checkpoint keep of each, and the activations of a batch and of an evaluation.
 */
public final class MemoryBound {
    /** Part of the free heap that runs may fill. */
    private static final double SHARE = 0.7;

    /** Copies of the parameters at most: themselves, Adam's two moments, the best epoch, a checkpoint being written. */
    private static final int COPIES = 5;

    /** Arrays as large as a batch of activations: values, gradients, panels of both, an evaluation's. */
    private static final int BATCHES = 6;

    /** Two more where layers are normalised. */
    private static final int NORM_BATCHES = 2;

    private MemoryBound() {}

    /** At least one, as the run may fit after all. */
    public static int runs(List<RunConfig> configs, RunData data) {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        double largest =
                configs.stream().mapToDouble(each -> bytes(each, data)).max().orElse(1);
        return (int) Math.clamp(SHARE * free / largest, 1, Integer.MAX_VALUE);
    }

    static double bytes(RunConfig config, RunData data) {
        int features = data.train().features();
        int outputs = data.train().outputs();
        double units =
                features + config.hidden().stream().mapToInt(Integer::intValue).sum() + outputs;
        double evaluated = (double) data.validation().map(each -> each.size()).orElse(0) * outputs;
        return Float.BYTES
                * (COPIES * (double) config.parameters(features, outputs)
                        + (BATCHES + (config.layerNorm() ? NORM_BATCHES : 0)) * config.batchSize() * units
                        + evaluated);
    }
}
