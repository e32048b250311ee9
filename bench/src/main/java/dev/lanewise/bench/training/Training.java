package dev.lanewise.bench.training;

/** A network that is being trained. */
public interface Training extends AutoCloseable {
    /** Takes so many steps, shuffling where an epoch begins and gathering each batch; returns the mean of the batches' mean losses. */
    double steps(int count);

    @Override
    default void close() {}
}
