package dev.lanewise.spi;

/**
 * Random numbers by address: each follows from the seed, the layer, the step, the regularizer and the address, and from nothing
 * else, so it does not matter when, how often or by which thread it is asked for. Whatever is to share a number shares an address:
 * {@code row * groups + group} gives one to a group of units of a sample, {@code unit} one to a unit for the whole batch, 0 one
 * to all.
 */
public interface Noise {
    /** 32 random bits. */
    int bits(long address);

    /** A number evenly spread over 0…1, without 1: the upper 24 of the {@link #bits}. */
    default float uniform(long address) {
        return (bits(address) >>> 8) * 0x1p-24f;
    }

    /** A standard normal number, made from the {@link #bits} by the inverse of the normal distribution, right to six digits. */
    float normal(long address);
}
