package dev.lanewise.spi;

import java.util.OptionalDouble;

/**
 * What an epoch that is done gave.
 *
 * @param loss the mean loss over the training set as seen in training, with its noise and before each update
 * @param accuracy 0…1, likewise; empty for a network that predicts values
 * @param heldOutLoss the mean loss over the validation set, in inference; empty without one. The test set is not shown.
 * @param heldOutAccuracy 0…1, likewise
 */
public record EpochFigures(
        double loss, OptionalDouble accuracy, OptionalDouble heldOutLoss, OptionalDouble heldOutAccuracy) {}
