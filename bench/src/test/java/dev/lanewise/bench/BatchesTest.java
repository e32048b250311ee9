package dev.lanewise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.bench.training.Batches;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static int[] epoch(Batches batches) {
        return Stream.generate(batches::next)
                .limit(3)
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    @Test
    void anEpochTakesEachImageOnceInAnOrderOfItsOwn() {
        Batches batches = new Batches(10, 4);
        int[] first = epoch(batches);
        int[] second = epoch(batches);
        assertThat(first)
                .hasSize(10)
                .containsExactlyInAnyOrder(IntStream.range(0, 10).toArray());
        assertThat(second).hasSize(10).containsExactlyInAnyOrder(first).isNotEqualTo(first);
    }
}
