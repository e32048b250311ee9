package dev.lanewise.random;

/**
 * {@link java.util.SplittableRandom} as a function of position: its n-th {@code nextLong()} is {@code mix64(seed + n * γ)}, so
 * any part of the stream can be computed without the part before it, and by several lanes at once.
 *
 * <p>Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
 */
public final class SplitMix {
    /** The step of the counter: the golden ratio, as {@link java.util.SplittableRandom} has it. */
    public static final long GAMMA = 0x9E3779B97F4A7C15L;

    /** The first multiplier of the mixing function. */
    public static final long MIX1 = 0xBF58476D1CE4E5B9L;

    /** The second multiplier of the mixing function. */
    public static final long MIX2 = 0x94D049BB133111EBL;

    private SplitMix() {}

    /** The {@code n}-th {@code nextLong()}, n = 0, 1, …, of {@code new SplittableRandom(key)}. */
    public static long word(long key, long n) {
        long z = key + (n + 1) * GAMMA;
        z = (z ^ (z >>> 30)) * MIX1;
        z = (z ^ (z >>> 27)) * MIX2;
        return z ^ (z >>> 31);
    }

    /** {@code new SplittableRandom(x).nextLong()}, used to derive keys. */
    public static long hash(long x) {
        return word(x, 0);
    }

    /** The 32 bits of element {@code e}: the low half of word e/2 if e is even, else the high half. */
    public static int bits(long key, long e) {
        long word = word(key, e >> 1);
        return (int) ((e & 1) == 0 ? word : word >>> 32);
    }
}
