package dev.lanewise.spi;

/**
 * Changes the samples of a batch before they enter the network in training, and their targets with them: mixes pairs of samples,
 * moves and flips images, cuts pieces out. Never called in inference.
 *
 * <p>The features and the target of a sample are asked for apart from each other, row by row, in any order, by any thread, and
 * perhaps several times. Both calls therefore follow from the row alone: what samples were before, and noise by address.
 */
public interface BatchRegularizer extends Regularizer {
    /** Whether this regularizer needs images, that is, features with a {@link BatchRow#imageHeight height} and a width. */
    default boolean needsImages() {
        return false;
    }

    /** Changes the features of a sample in {@link BatchRow#values()}, in place; pixels are scaled to 0…1. */
    void features(BatchRow row);

    /** Changes the target of a sample in {@link BatchRow#values()}, in place; a distribution over classes must still sum to 1. */
    default void targets(BatchRow row) {}
}
