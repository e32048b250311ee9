package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data of one's own, behind the same interface as images. */
class SamplesTest {
    private static final LabelledImages IMAGES = TinyImages.images(203, 45, 6, 5);
    private static final FloatSamples FLOATS = FloatSamples.of(IMAGES);

    private static Sequential net() {
        return Sequential.of(Dropout.of(0.1), Dense.relu(37), Dropout.of(0.3), Dense.linear(6));
    }

    private static Trainer trainer() {
        return Trainer.sgd(0.1f).batchSize(32).epochs(2).seed(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void floatsEqualToPixelsTrainToTheSameBits(int threads) {
        Sequential onImages = net();
        Sequential onFloats = net();

        History images = trainer().threads(threads).fit(onImages, new TrainTest<>(IMAGES, IMAGES.limit(50)));
        History floats =
                trainer().threads(threads).fit(onFloats, new TrainTest<>(FLOATS, FloatSamples.of(IMAGES.limit(50))));

        assertThat(ModelFile.weightsSha256(onFloats)).isEqualTo(ModelFile.weightsSha256(onImages));
        assertThat(floats.last().trainLoss()).isEqualTo(images.last().trainLoss());
        assertThat(floats.last().trainAccuracy()).isEqualTo(images.last().trainAccuracy());
        assertThat(floats.last().testLoss()).isEqualTo(images.last().testLoss());
    }

    @Test
    void floatsEqualToPixelsAreEvaluatedAlike() {
        Sequential net = TinyImages.initialised(net(), 45, 2);
        Evaluator evaluator = new Evaluator(KernelChoice.choose("auto"), 2);

        Evaluation images = evaluator.evaluate(net, IMAGES);
        Evaluation floats = evaluator.evaluate(net, FLOATS);

        assertThat(floats.loss()).isEqualTo(images.loss());
        assertThat(floats.confusion()).isDeepEqualTo(images.confusion());
        assertThat(evaluator.probabilities(net, FLOATS)).isEqualTo(evaluator.probabilities(net, IMAGES));
        assertThat(net.logits(FLOATS)).isEqualTo(net.logits(IMAGES));
    }

    /** What bytes cannot be. */
    @Test
    void valuesOfAnySizeAndSignAreLearned() {
        float[][] rows = new float[64][3];
        int[] classOf = new int[64];
        for (int s = 0; s < 64; s++) {
            classOf[s] = s % 2;
            Arrays.fill(rows[s], s % 2 == 0 ? -3.5f : 0.25f);
        }
        FloatSamples samples = new FloatSamples(rows, classOf, 2);

        History history = trainer().epochs(20).fit(Sequential.mlp(new int[] {8}, 2), samples, samples);

        assertThat(history.last().testAccuracy()).isEqualTo(1);
    }

    @Test
    void fewerClassesThanOutputsLeaveTheRestZero() {
        float[] targets = new float[2 * 8];
        Arrays.fill(targets, 7);

        IMAGES.targets(new int[] {9, 3, 5}, 1, 2, targets, 8);

        float[] expected = new float[2 * 8];
        expected[IMAGES.label(3)] = 1;
        expected[8 + IMAGES.label(5)] = 1;
        assertThat(targets).isEqualTo(expected);
    }

    @Test
    void messagesCallDataWhatItIs() {
        Sequential net = TinyImages.initialised(net(), 44, 2);
        refused(() -> trainer().fit(net, FLOATS, null), "the network takes 44 inputs, but the rows have 45 columns");
        refused(() -> trainer().fit(net, IMAGES, null), "the network takes 44 inputs, but the images have 45 pixels");
        refused(() -> net.logits(FLOATS), "the network takes 44 inputs, but the rows have 45 columns");
    }

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aRunGoesOnWithTheSameSamplesOnly(@TempDir Path directory) {
        Path file = directory.resolve("checkpoint.safetensors");
        trainer().epochs(1).checkpoint(file).fit(net(), FLOATS, null);
        Sequential whole = net();
        Sequential resumed = net();

        trainer().fit(whole, FLOATS, null);
        trainer().resume(file).fit(resumed, FLOATS, null);

        assertThat(ModelFile.weightsSha256(resumed)).isEqualTo(ModelFile.weightsSha256(whole));
        FloatSamples other = FloatSamples.of(IMAGES);
        other.rows()[7][7] += 1;
        assertThatThrownBy(() -> trainer().resume(file).fit(net(), other, null)).isInstanceOf(ModelFileException.class);
    }
}
