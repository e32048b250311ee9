package dev.lanewise.cli.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.cli.result.Examination.Mistake;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a network whose weights are set by hand, so that its answers are known. */
class ExaminerTest {
    /** Three images of two pixels: black and white, white and black, both white. */
    private static final LabelledImages IMAGES = new LabelledImages(
            new byte[] {0, (byte) 255, (byte) 255, 0, (byte) 255, (byte) 255},
            new byte[] {1, 1, 0},
            1,
            2,
            List.of("left", "right"));

    /** Hidden units: left pixel, right pixel, one that never fires. Logits: the hidden units of the pixels, twice. */
    private static Examination examine() {
        Sequential net = Sequential.mlp(new int[] {3}, 2);
        net.initialise(2, 1);
        net.parameters().get(0).set(new float[] {1, 0, 0, 0, 1, 0}, new float[] {0, 0, -1});
        net.parameters().get(1).set(new float[] {2, 0, 0, 2, 0, 0}, new float[] {0, 0});
        return Examiner.examine(7, net, IMAGES, IMAGES.classNames(), new Evaluator(KernelChoice.choose("auto"), 1));
    }

    @Test
    void confusionCountsTruthAgainstPrediction() {
        assertThat(examine().confusion()).isDeepEqualTo(new int[][] {{1, 0}, {1, 1}});
    }

    @Test
    void mistakesAreThoseImagesThatAreWrong() {
        List<Mistake> mistakes = examine().mistakes();

        assertThat(mistakes).hasSize(1);
        assertThat(mistakes.getFirst().index()).isEqualTo(1);
        assertThat(mistakes.getFirst().prediction()).isZero();
        assertThat(mistakes.getFirst().pixels()).containsExactly((byte) 255, (byte) 0);
        assertThat(mistakes.getFirst().probability()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
    }

    @Test
    void unitsThatFireAreCounted() {
        var layer = examine().layers().getFirst();

        assertThat(layer.units()).isEqualTo(3);
        assertThat(layer.firing()).isCloseTo(4.0 / 9, within(1e-9));
        assertThat(layer.silent()).isEqualTo(1);
        assertThat(layer.mean()).isCloseTo(4.0 / 9, within(1e-6));
        assertThat(layer.histogram()).containsExactly(1, 0, 0, 0, 0, 0, 2, 0, 0, 0);
    }
}
