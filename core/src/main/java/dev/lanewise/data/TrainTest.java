package dev.lanewise.data;

import java.util.Objects;

/**
 * Samples to train on, and samples to find out with how well that went.
 *
 * @param <S> what kind of samples they are
 * @param train seen in training
 * @param test never seen in training
 */
public record TrainTest<S extends Samples>(S train, S test) {
    /** Checks that nothing is missing. */
    public TrainTest {
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(test, "test");
    }
}
