package dev.lanewise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void everySecondRoundGoesBackwardsAndRatiosAreThoseOfARound() {
        List<String> order = new ArrayList<>();
        double[] first = {1, 10, 100};
        double[] second = {3, 20, 250};
        Turns turns = new Turns(List.of(
                () -> {
                    order.add("a");
                    return first[(order.size() - 1) / 2];
                },
                () -> {
                    order.add("b");
                    return second[(order.size() - 1) / 2];
                }));
        while (turns.rounds() < 3) {
            turns.round();
        }
        assertThat(order).containsExactly("a", "b", "b", "a", "a", "b");
        assertThat(turns.ratio(0)).isEqualTo(new MedianInterval(1, 1, 1));
        assertThat(turns.ratio(1).median()).isEqualTo(2.5);
        assertThat(turns.time(1)).isEqualTo(new MedianInterval(20, 3, 250));
    }
}
