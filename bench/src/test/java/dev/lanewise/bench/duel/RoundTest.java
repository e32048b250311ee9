package dev.lanewise.bench.duel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.bench.machine.FmaPeak;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {
    private static boolean disturbed(double peak, double running, boolean other) {
        Turn quiet = new Turn(1, 0.5, 1, false);
        Turn second = new Turn(2, 0.5, 1, other);
        return new Round(new FmaPeak.Slice(peak, running), List.of(quiet, second)).disturbed(200);
    }

    @Test
    void aRoundIsDisturbedIfOthersRanOrTheMachineWasFarFromItsBest() {
        assertThat(disturbed(195, 0.99, false)).isFalse();
        assertThat(disturbed(195, 0.99, true)).isTrue();
        assertThat(disturbed(150, 0.99, false)).isTrue();
        assertThat(disturbed(195, 0.8, false)).isTrue();
    }

    @Test
    void aTurnIsReadAsItWasWritten() {
        Turn turn = new Turn(0.125, Double.NaN, 0.5, true);
        assertThat(Turn.parse(turn.toString())).isEqualTo(turn);
    }
}
