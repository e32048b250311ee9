package dev.lanewise.data;

import java.util.Objects;

/**
 * Images to train on, and images to find out with how well that went.
 *
 * @param train seen in training
 * @param test never seen in training
 */
public record TrainTest(LabelledImages train, LabelledImages test) {
    /** Checks that nothing is missing. */
    public TrainTest {
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(test, "test");
    }
}
