package dev.lanewise.testkit;

import dev.lanewise.kernel.Polynomials;
import dev.lanewise.random.SplitMix;
import dev.lanewise.spi.Noise;

/** Random numbers by address. */
record SampleNoise(long key) implements Noise {
    @Override
    public int bits(long address) {
        return SplitMix.bits(key, address);
    }

    @Override
    public float normal(long address) {
        return Polynomials.normal(bits(address));
    }
}
