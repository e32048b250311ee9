package dev.lanewise.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.compare.Arm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which settings a sweep tries. */
class SettingSpaceTest {
    private static SettingSpace space(String... tries) {
        return new SettingSpace(Arrays.stream(tries).map(Try::parse).toList());
    }

    private static List<String> labels(List<Arm> settings) {
        return settings.stream().map(Arm::label).toList();
    }

    @Test
    void gridHasEveryCombination() {
        assertThat(labels(space("hidden=8,16x2", "regularizer=none|dropout:0.2,0.5")
                        .grid()))
                .containsExactly(
                        "hidden=8 regularizer=none",
                        "hidden=8 regularizer=dropout:0.2,0.5",
                        "hidden=16x2 regularizer=none",
                        "hidden=16x2 regularizer=dropout:0.2,0.5");
    }

    @Test
    void rangeIsDrawnFromAndNotEnumerated() {
        assertThatThrownBy(() -> space("learning-rate=0.05..0.5").grid())
                .isInstanceOf(CliException.class)
                .hasMessageContaining("--random 40");
    }

    @Test
    void numbersAreWrittenAlikeInEveryLocale() {
        Locale locale = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThatThrownBy(() -> space("hidden=1..9").random(200_000, 7)).hasMessageContaining("100,000 settings");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void drawnSettingsDifferAndFollowFromTheSeed() {
        SettingSpace space = space("hidden=8,16,32", "batch-size=50,100", "init=he,xavier");

        List<String> drawn = labels(space.random(11, 7));

        assertThat(drawn).doesNotHaveDuplicates().hasSize(11).isEqualTo(labels(space.random(11, 7)));
        assertThat(labels(space.random(11, 8))).isNotEqualTo(drawn);
    }

    @Test
    void drawnRatesAreEvenOverMagnitudes() {
        List<Double> rates = space("learning-rate=0.001..1").random(30, 42).stream()
                .map(each -> Double.parseDouble(each.changes().get("learning-rate")))
                .toList();

        for (double from : new double[] {0.001, 0.01, 0.1}) {
            assertThat(rates.stream().filter(each -> each >= from && each <= 10 * from))
                    .as("rates from " + from)
                    .hasSizeBetween(8, 12);
        }
    }

    @Test
    void everyRangeWithinAValueIsDrawn() {
        assertThat(space("regularizer=dropout:0.1..0.6+weight-decay:1e-5..1e-3", "hidden=8..64x2")
                        .random(40, 1))
                .allSatisfy(each -> {
                    assertThat(each.changes().get("regularizer"))
                            .matches("dropout:0\\.[0-9]+\\+weight-decay:0\\.000[0-9]+");
                    assertThat(each.changes().get("hidden")).matches("[0-9]+x2");
                });
    }

    @Test
    void wholeNumbersReachBothEnds() {
        assertThat(labels(space("epochs=2..4").random(3, 5)))
                .containsExactlyInAnyOrder("epochs=2", "epochs=3", "epochs=4");
        assertThatThrownBy(() -> space("epochs=2..4").random(4, 5)).hasMessageContaining("draw fewer");
    }

    @Test
    void pointsFillTheCubeEvenly() {
        QuasiRandom points = new QuasiRandom(2, 3);
        int[] counts = new int[16];
        for (int i = 0; i < 160; i++) {
            double[] point = points.next();
            counts[(int) (4 * point[0]) * 4 + (int) (4 * point[1])]++;
        }
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(7, 13));
    }

    @Test
    void thirdOfTheSettingsGoesOnToThreeTimesAsManyEpochs() {
        assertThat(Rung.halving(27, 10)).containsExactly(new Rung(1, 27), new Rung(3, 9), new Rung(10, 3));
        assertThat(Rung.halving(9, 10)).containsExactly(new Rung(1, 9), new Rung(3, 3), new Rung(10, 1));
        assertThat(Rung.halving(20, 9)).containsExactly(new Rung(1, 20), new Rung(3, 6), new Rung(9, 2));
        assertThat(Rung.halving(2, 30)).containsExactly(new Rung(10, 2), new Rung(30, 1));
        assertThat(Rung.halving(5, 1)).containsExactly(new Rung(1, 5));
    }
}
