package dev.lanewise.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

public class SplitMixTest {
    private static final long[] KEYS = {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE, 0x9E3779B97F4A7C15L, 1L << 32};

    /**
     * The 32 bits of element {@code e} of the stream of {@code key}, from the JDK's class alone. Its state is a counter that
     * starts at the seed and goes up by the golden ratio, so a later start is a later seed.
     */
    public static int jdkBits(long key, long e) {
        long word = new SplittableRandom(key + e / 2 * 0x9E3779B97F4A7C15L).nextLong();
        return (int) (e % 2 == 0 ? word : word >>> 32);
    }

    @Test
    void wordsAreThoseOfTheJdk() {
        for (long key : KEYS) {
            SplittableRandom random = new SplittableRandom(key);
            for (int n = 0; n < 1000; n++) {
                assertThat(SplitMix.word(key, n)).isEqualTo(random.nextLong());
            }
        }
    }

    @Test
    void bitsAreTheHalvesOfTheWordsLowHalfFirst() {
        for (long key : KEYS) {
            SplittableRandom random = new SplittableRandom(key);
            for (int e = 0; e < 1000; e += 2) {
                long word = random.nextLong();
                assertThat(SplitMix.bits(key, e)).isEqualTo((int) word);
                assertThat(SplitMix.bits(key, e + 1)).isEqualTo((int) (word >> 32));
                assertThat(jdkBits(key, e)).isEqualTo((int) word);
                assertThat(jdkBits(key, e + 1)).isEqualTo((int) (word >> 32));
            }
        }
    }

    @Test
    void hashIsTheFirstWord() {
        for (long key : KEYS) {
            assertThat(SplitMix.hash(key)).isEqualTo(new SplittableRandom(key).nextLong());
        }
    }
}
