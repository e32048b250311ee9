package dev.lanewise.step;

import dev.lanewise.kernel.Polynomials;
import dev.lanewise.random.SplitMix;
import dev.lanewise.spi.Noise;

/**
 * Random numbers by address alone.
 *
 * @param key of {@link dev.lanewise.random.Streams}
 */
record KeyNoise(long key) implements Noise {
    @Override
    public int bits(long address) {
        return SplitMix.bits(key, address);
    }

    @Override
    public float normal(long address) {
        return Polynomials.normal(bits(address));
    }
}
