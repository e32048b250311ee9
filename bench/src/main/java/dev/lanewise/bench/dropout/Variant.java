package dev.lanewise.bench.dropout;

/** Ways to do dropout. All drop the same elements. */
public enum Variant {
    /** Not at all: the twin that shows what the others cost. */
    NONE,

    /** A pass of its own with {@link java.util.SplittableRandom}, one element after the other, and a stored mask. */
    SCALAR,

    /** A pass of its own over the whole layer on the SIMD kernels. */
    SEPARATE,

    /** On each finished panel of rows while it is in the first-level cache, as the engine does it. */
    FUSED
}
