package dev.lanewise.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.train.TinyImages;
import dev.lanewise.train.Trainer;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @Test
    void constantIsOne() {
        assertThat(Schedule.constant().factor(7.3, 10)).isOne();
    }

    @Test
    void stepsMultiplyEverySoManyEpochs() {
        Schedule schedule = Schedule.step(3, 0.5);
        assertThat(schedule.factor(0, 10)).isEqualTo(1);
        assertThat(schedule.factor(2.99, 10)).isEqualTo(1);
        assertThat(schedule.factor(3, 10)).isEqualTo(0.5);
        assertThat(schedule.factor(9, 10)).isEqualTo(0.125);
    }

    @Test
    void cosineFallsFromOneToZero() {
        Schedule schedule = Schedule.cosine(0);
        assertThat(schedule.factor(0, 8)).isEqualTo(1);
        assertThat(schedule.factor(4, 8)).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.factor(8, 8)).isCloseTo(0, within(1e-15));
    }

    @Test
    void warmUpRisesInAStraightLineToTheTopOfTheCosine() {
        Schedule schedule = Schedule.cosine(2);
        assertThat(schedule.factor(0.5, 10)).isEqualTo(0.25);
        assertThat(schedule.factor(2, 10)).isEqualTo(1);
        assertThat(schedule.factor(6, 10)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void aWarmUpAsLongAsTheRunIsWarmUpOnly() {
        assertThat(Schedule.cosine(3).factor(2.7, 3)).isCloseTo(0.9, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "step:10,0.5", "cosine", "cosine:2"})
    void theTextFormIsReadBack(String text) {
        assertThat(Schedule.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "linear",
                "step",
                "step:",
                "step:3",
                "step:0,0.5",
                "step:3,0",
                "step:3,1.5",
                "step:3,NaN",
                "step:x,0.5",
                "step:3,x",
                "cosine:",
                "cosine:-1",
                "cosine:1.5",
                "Cosine"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Schedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsAnyOf("unknown schedule", "not a number", "step schedule needs", "warm-up cannot last");
    }

    @Test
    void theTrainerAsksTheScheduleAtEachStep() {
        TreeMap<Long, Float> rates = new TreeMap<>();
        ConcurrentSkipListMap<Long, Float> seen = new ConcurrentSkipListMap<>();
        WeightDecay recorder = (layer, step) -> {
            seen.put(step.number(), step.learningRate());
            return 1;
        };
        LabelledImages images = TinyImages.images(10, 4, 3, 1);
        Trainer.sgd(0.4f)
                .schedule(Schedule.step(1, 0.5))
                .batchSize(4)
                .epochs(2)
                .regularizer(recorder)
                .fit(Sequential.mlp(new int[] {3}, 3), images, null);
        for (long step = 0; step < 6; step++) {
            rates.put(step, step < 3 ? 0.4f : 0.2f);
        }
        assertThat(seen).isEqualTo(rates);
    }
}
