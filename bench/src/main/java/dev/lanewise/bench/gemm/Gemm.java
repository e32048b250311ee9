package dev.lanewise.bench.gemm;

/** A prepared matrix product of one system, operands in the layout that it wants. */
public interface Gemm extends AutoCloseable {
    /** Computes C ← α · op(A) · op(B) + β · C once. */
    void run();

    /** A copy of C, row-major [m][n]. */
    float[] result();

    @Override
    default void close() {}
}
