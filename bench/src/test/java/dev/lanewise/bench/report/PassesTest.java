package dev.lanewise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.bench.duel.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassesTest {
    private static Outcome outcome(String job, String label, int times, List<Double> seconds) {
        return new Outcome(
                "train " + job,
                2,
                label,
                times,
                seconds,
                seconds.stream().map(x -> 10 * x).toList(),
                0.5,
                0.25,
                0);
    }

    @Test
    void roundsOfOnePassStayAsTheyAre() {
        List<Outcome> once = List.of(
                outcome("64x2/0.5/256", "ours", 2, List.of(1.0, 2.0)),
                outcome("64x2/0.5/256", "theirs", 2, List.of(3.0, 4.0)));

        assertThat(Passes.merge(once)).isEqualTo(once);
    }

    @Test
    void eachOfSeveralPassesCountsOnceWithTheMedianOfItsRounds() {
        List<Outcome> twice = List.of(
                outcome("64x2/0.5/256", "ours", 2, List.of(1.0, 3.0)),
                outcome("64x2/0.5/256", "theirs", 2, List.of(4.0, 8.0)),
                outcome("128x2/0.5/256", "ours", 1, List.of(1.0)),
                outcome("64x2/0.5/256", "ours", 4, List.of(6.0, 10.0)),
                outcome("64x2/0.5/256", "theirs", 4, List.of(20.0, 20.0)));

        List<Outcome> merged = Passes.merge(twice);

        assertThat(merged).extracting(Outcome::label).containsExactly("ours", "theirs", "ours");
        assertThat(merged.get(0).seconds()).containsExactly(1.0, 2.0);
        assertThat(merged.get(1).seconds()).containsExactly(3.0, 5.0);
        assertThat(merged.get(1).peaks()).containsExactly(80.0, 200.0);
        assertThat(merged.get(2)).isEqualTo(twice.get(2));
    }

    @Test
    void aDuelOfOtherSystemsAtTheSameJobIsAnother() {
        List<Outcome> two = List.of(
                outcome("64x2/0.5/256", "ours", 1, List.of(1.0)),
                outcome("64x2/0.5/256", "theirs", 1, List.of(2.0)),
                outcome("64x2/0.5/256", "ours", 1, List.of(3.0)));

        assertThat(Passes.merge(two)).isEqualTo(two);
    }
}
