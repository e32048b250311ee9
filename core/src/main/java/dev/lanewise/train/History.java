package dev.lanewise.train;

import java.util.Comparator;
import java.util.List;

/**
 * What a run gave, epoch by epoch.
 *
 * @param epochs at least one
 */
public record History(List<EpochResult> epochs) {
    /** Makes it unmodifiable. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /** The last epoch. */
    public EpochResult last() {
        return epochs.getLast();
    }

    /** The first epoch with the highest test accuracy; for networks that predict values, with the lowest test loss. */
    public EpochResult best() {
        if (Double.isNaN(last().testAccuracy())) {
            return epochs.stream()
                    .min(Comparator.comparingDouble(EpochResult::testLoss))
                    .orElseThrow();
        }
        return epochs.stream()
                .max(Comparator.comparingDouble(EpochResult::testAccuracy).thenComparingInt(e -> -e.epoch()))
                .orElseThrow();
    }
}
