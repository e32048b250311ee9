package dev.lanewise.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.cli.compare.Arm;
import dev.lanewise.cli.sweep.Effects.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What options do to a figure. */
class EffectsTest {
    private static Effects effects(double both) {
        Map<Arm, Double> figures = new LinkedHashMap<>();
        for (int repeat = 0; repeat < 3; repeat++) {
            for (String a : List.of("0", "1")) {
                for (String b : List.of("0", "1")) {
                    double value = 2 * Integer.parseInt(a) + (a.equals("1") && b.equals("1") ? both : 0);
                    Map<String, String> changes = Map.of("a", a, "b", b, "repeat", Integer.toString(repeat));
                    figures.put(new Arm(changes.toString(), changes), value + 0.01 * repeat);
                }
            }
        }
        return new Effects(List.of("a", "b"), figures);
    }

    @Test
    void mainEffectIsHowFarAValueIsFromTheMean() {
        List<Effect> main = effects(0).main();

        assertThat(main).extracting(Effect::what).containsExactly("a=0", "a=1", "b=0", "b=1");
        assertThat(main.get(1).estimate()).isCloseTo(1, within(1e-9));
        assertThat(main.get(3).estimate()).isCloseTo(0, within(1e-9));
        assertThat(main).allSatisfy(each -> assertThat(each.settings()).isEqualTo(6));
    }

    @Test
    void interactionIsWhatEffectsDoNotAddUpTo() {
        assertThat(effects(0).strongest(9))
                .allSatisfy(each -> assertThat(each.estimate()).isCloseTo(0, within(each.half())));
        assertThat(effects(4).strongest(1)).allSatisfy(each -> {
            assertThat(Math.abs(each.estimate())).isCloseTo(1, within(1e-9));
            assertThat(each.half()).isLessThan(0.1);
        });
    }

    @Test
    void numbersOfManyValuesAreTakenTogether() {
        List<Arm> settings = new SettingSpace(List.of(Try.parse("learning-rate=0.01..1"))).random(12, 1);
        assertThat(Levels.of("learning-rate", settings).groups().values().stream()
                        .distinct())
                .hasSize(3)
                .allMatch(each -> each.contains(" to "));
    }
}
