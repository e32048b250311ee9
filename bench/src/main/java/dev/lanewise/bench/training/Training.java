package dev.lanewise.bench.training;

/** A network that is being trained. */
public interface Training extends AutoCloseable {
    /** Takes so many steps, shuffling where an epoch begins and gathering each batch; returns the mean of the batches' mean losses. */
    double steps(int count);

    /**
     * The share of the multiplications of dense products that the last steps computed; less than one where a system leaves out terms
     * whose factor is zero, NaN if nobody can tell.
     */
    default double terms() {
        return 1;
    }

    @Override
    default void close() {}
}
