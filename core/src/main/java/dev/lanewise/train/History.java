package dev.lanewise.train;

import dev.lanewise.step.ProductWays;
import java.util.Comparator;
import java.util.List;

/**
 * What a run gave, epoch by epoch.
 *
 * @param epochs those that were done; none if training ended before the first was
 * @param ending why training ended
 * @param keptEpoch the epoch 1, 2, … that the network has the weights of; 0 if it is as it was within an epoch
 * @param products how the products of each dense layer were computed in the last step
 */
public record History(List<EpochResult> epochs, Ending ending, int keptEpoch, List<ProductWays> products) {
    /** Why training ended. */
    public enum Ending {
        /** All epochs are done. */
        DONE,

        /** Early stopping saw no gain any more. */
        EARLY,

        /** The thread was interrupted. */
        INTERRUPTED,

        /** The listener wanted it. */
        ON_REQUEST
    }

    /** Makes it unmodifiable. */
    public History {
        epochs = List.copyOf(epochs);
        products = List.copyOf(products);
    }

    /**
     * The last epoch.
     *
     * @throws java.util.NoSuchElementException if none was done
     */
    public EpochResult last() {
        return epochs.getLast();
    }

    /**
     * The first epoch with the highest test accuracy; for networks that predict values, with the lowest test loss.
     *
     * @throws IllegalStateException if there was no test set
     * @throws java.util.NoSuchElementException if no epoch was done
     */
    public EpochResult best() {
        if (Double.isNaN(last().testLoss())) {
            throw new IllegalStateException("without a test set, no epoch is known to be the best; give fit one, or use"
                    + " earlyStopping and keptEpoch");
        }
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
