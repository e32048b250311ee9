package dev.lanewise.cli.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtTest {
    @Test
    void pairsAreCountedAndEqualDoubtCountsHalf() {
        boolean[] wrong = {false, true, false, true, false};
        double[] doubt = {0.1, 0.2, 0.2, 0.9, 0.3};
        // wrong 0.2 beats 0.1 and half of 0.2; wrong 0.9 beats all three
        assertThat(Doubt.found(5, i -> wrong[i], i -> doubt[i])).isCloseTo(4.5 / 6, within(1e-12));
        assertThat(Doubt.found(5, i -> false, i -> doubt[i])).isNaN();
    }

    @Test
    void scoresAreThoseOfTheDefinitions() {
        LabelledImages images = new LabelledImages(new byte[3], new byte[] {0, 1, 1}, 1, 1, List.of("a", "b"));
        float[] clean = {0.9f, 0.1f, 0.2f, 0.8f, 0.75f, 0.25f};
        Doubt.Way way = Doubt.of(images, 2, clean, new NoisyPrediction(2, clean, clean, new float[6]))
                .ways()
                .getFirst();
        assertThat(way.accuracy()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(way.loss()).isCloseTo(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.25)) / 3, within(1e-6));
        assertThat(way.calibrationError()).isCloseTo((0.1 + 0.2 + 0.75) / 3, within(1e-6));
    }
}
