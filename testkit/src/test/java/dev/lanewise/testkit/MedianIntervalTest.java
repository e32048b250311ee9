package dev.lanewise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianIntervalTest {
    /** From tables of the binomial distribution with probability 1/2: the greatest count whose tail is at most 0.025. */
    @ParameterizedTest
    @CsvSource({"1, 0", "5, 0", "6, 0", "8, 0", "9, 1", "12, 2", "15, 3", "20, 5", "50, 17"})
    void leavesOutSoManyValuesAtEachEndAsTheSignTestAllows(int n, int leftOut) {
        MedianInterval interval =
                MedianInterval.of(IntStream.range(0, n).mapToDouble(i -> i).toArray());

        assertThat(interval).isEqualTo(new MedianInterval((n - 1) / 2.0, leftOut, n - 1.0 - leftOut));
    }

    @Test
    void aDisturbedTurnDoesNotMoveIt() {
        assertThat(MedianInterval.of(1.02, 0.99, 97, 1, 1.01, 1, 0.98, 1.03, 1))
                .isEqualTo(new MedianInterval(1, 0.99, 1.03));
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(MedianInterval::of).isInstanceOf(IllegalArgumentException.class);
    }
}
