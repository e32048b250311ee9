package dev.lanewise.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The addresses that users are promised, from the JDK's class alone. */
class StreamsTest {
    private static long h(long x) {
        return new SplittableRandom(x).nextLong();
    }

    @Test
    void noiseIsAddressedByLayerStepAndPlace() {
        for (long seed : new long[] {0, 42, -7}) {
            for (int layer : new int[] {-1, 0, 3}) {
                long first = h(h(h(seed) + layer) + 1_000_000_007L);
                assertThat(Streams.noise(seed, layer, 1_000_000_007L, 0)).isEqualTo(first);
                assertThat(Streams.noise(seed, layer, 1_000_000_007L, 2)).isEqualTo(h(first + 2));
            }
        }
    }

    @Test
    void theOtherStreamsLieBelowTheInput() {
        assertSame(Streams.order(5, 3), h(h(h(5) - 2) + 3));
        assertSame(Streams.initialWeights(5, 3), h(h(h(5) - 3) + 3));
        assertSame(Streams.holdOut(5, 3), h(h(h(5) - 4) + 3));
        assertSame(Streams.labels(5), h(h(h(5) - 5)));
    }

    private static void assertSame(SplittableRandom stream, long key) {
        SplittableRandom expected = new SplittableRandom(key);
        for (int i = 0; i < 5; i++) {
            assertThat(stream.nextLong()).isEqualTo(expected.nextLong());
        }
    }

    @Test
    void noTwoStreamsOfARunAreTheSame() {
        Set<Long> first = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            first.add(Streams.order(42, i).nextLong());
            first.add(Streams.initialWeights(42, i).nextLong());
            first.add(Streams.holdOut(42, i).nextLong());
            for (int layer = Streams.INPUT; layer < 5; layer++) {
                first.add(SplitMix.word(Streams.noise(42, layer, i, 0), 0));
                first.add(SplitMix.word(Streams.noise(42, layer, i, 1), 0));
            }
        }
        assertThat(first).hasSize(20 * (3 + 2 * 6));
    }
}
