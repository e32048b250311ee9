package dev.lanewise.cli.result;

import dev.lanewise.cli.run.RunResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One arm of a comparison: runs that differ in their seed only.
 *
 * @param label what the user calls it, {@code dropout:0.5 hidden=256,256}
 * @param runs one for each seed
 * @param examination a closer look at the first run's network, or null
 */
public record ArmResult(String label, List<RunResult> runs, Examination examination) {
    /** Makes it unmodifiable. */
    public ArmResult {
        runs = List.copyOf(runs);
    }

    /** Whether its networks predict values, so that they have no accuracy. */
    public boolean predictsValues() {
        return runs.getFirst().predictsValues();
    }

    /** What it was trained on: images, or rows. */
    public String samplesName() {
        return runs.getFirst().config().samplesName();
    }

    /** The mean and the spread of a figure over the seeds. */
    public Spread spread(ToDoubleFunction<RunResult> figure) {
        return Spread.of(runs.stream().mapToDouble(figure).toArray());
    }
}
