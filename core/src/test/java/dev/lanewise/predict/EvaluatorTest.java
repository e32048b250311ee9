package dev.lanewise.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.NaiveMlp;
import dev.lanewise.train.TinyImages;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final Kernels KERNELS = KernelChoice.choose("auto");
    private static final LabelledImages IMAGES = TinyImages.images(700, 20, 4, 1);

    private static Sequential net() {
        return TinyImages.initialised(Sequential.of(Dense.relu(33), Dropout.of(0.5), Dense.linear(4)), 20, 3);
    }

    @Test
    void lossAccuracyAndConfusionAreThoseOfTheFormula() {
        Sequential net = net();
        NaiveMlp naive = NaiveMlp.plain(net);
        double[][] inputs = NaiveMlp.inputs(IMAGES);
        int[][] confusion = new int[4][4];
        int hits = 0;
        for (int i = 0; i < inputs.length; i++) {
            double[] z = naive.logits(inputs[i], i);
            int best = 0;
            for (int c = 1; c < 4; c++) {
                best = z[c] > z[best] ? c : best;
            }
            confusion[IMAGES.label(i)][best]++;
            hits += best == IMAGES.label(i) ? 1 : 0;
        }
        Evaluation evaluation = new Evaluator(KERNELS, 1).evaluate(net, IMAGES);
        assertThat(evaluation.loss()).isCloseTo(naive.loss(inputs, NaiveMlp.targets(IMAGES)), within(1e-6));
        assertThat(evaluation.accuracy()).isEqualTo(hits / 700.0);
        assertThat(evaluation.confusion()).isDeepEqualTo(confusion);
    }

    @Test
    void theNumberOfThreadsDoesNotShow() {
        Evaluation one = new Evaluator(KERNELS, 1).evaluate(net(), IMAGES);
        for (int threads : new int[] {2, 3, 8}) {
            Evaluation many = new Evaluator(KERNELS, threads).evaluate(net(), IMAGES);
            assertThat(many.loss()).isEqualTo(one.loss());
            assertThat(many.confusion()).isDeepEqualTo(one.confusion());
        }
    }

    @Test
    void probabilitiesSumToOneAndAreThoseOfSoftmax() {
        Sequential net = net();
        float[] probabilities = new Evaluator(KERNELS, 2).probabilities(net, IMAGES);
        NaiveMlp naive = NaiveMlp.plain(net);
        double[][] inputs = NaiveMlp.inputs(IMAGES);
        assertThat(probabilities).hasSize(700 * 4);
        for (int i = 0; i < 700; i++) {
            double[] z = naive.logits(inputs[i], i);
            double total = 0;
            for (double each : z) {
                total += Math.exp(each);
            }
            for (int c = 0; c < 4; c++) {
                assertThat((double) probabilities[i * 4 + c]).isCloseTo(Math.exp(z[c]) / total, within(1e-6));
            }
        }
    }

    @Test
    void activationsAreThoseOfTheHiddenLayer() {
        Sequential net = net();
        float[] activations = new Evaluator(KERNELS, 2).activations(net, 0, IMAGES);
        float[] weights = net.parameters().getFirst().weights();
        double[][] inputs = NaiveMlp.inputs(IMAGES);
        assertThat(activations).hasSize(700 * 33);
        for (int i = 0; i < 700; i++) {
            for (int unit = 0; unit < 33; unit++) {
                double sum = net.parameters().getFirst().bias()[unit];
                for (int k = 0; k < 20; k++) {
                    sum += inputs[i][k] * weights[k * 33 + unit];
                }
                assertThat((double) activations[i * 33 + unit]).isCloseTo(Math.max(0, sum), within(1e-5));
            }
        }
        assertThatThrownBy(() -> new Evaluator(KERNELS, 2).activations(net, 1, IMAGES))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void logitsThatAreFarApartGiveNoNan() {
        Sequential net = net();
        net.parameters().getLast().set(new float[33 * 4], new float[] {1e30f, -1e30f, 0, 3e38f});
        Evaluation evaluation = new Evaluator(KERNELS, 1).evaluate(net, IMAGES);
        assertThat(evaluation.loss()).isFinite().isGreaterThan(1e29);
        assertThat(new Evaluator(KERNELS, 1).probabilities(net, IMAGES)).containsOnly(0f, 1f);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Evaluator(KERNELS, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of threads must be at least 1, but is 0");
        assertThatThrownBy(() -> new Evaluator(KERNELS, 2).evaluate(net(), TinyImages.images(5, 20, 5, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network tells 4 classes apart, but the data has 5");
        assertThatThrownBy(() -> new Evaluator(KERNELS, 2).evaluate(net(), TinyImages.images(5, 21, 4, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network takes 20 inputs, but the images have 21 pixels");
        assertThatThrownBy(() -> new Evaluator(KERNELS, 2).evaluate(net(), TinyImages.images(0, 20, 4, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no images to evaluate the network on");
    }
}
