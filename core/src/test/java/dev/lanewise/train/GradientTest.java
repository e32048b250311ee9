package dev.lanewise.train;

import static dev.lanewise.train.StepGradients.assertClose;
import static dev.lanewise.train.StepGradients.ofOneStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients that the fused step takes, against central differences of {@link NaiveMlp}. */
@Tag("width")
class GradientTest {
    private static final long SEED = 99;

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "5, 1, 3", "20, 13, 10", "33, 130, 3", "70, 40, 34"})
    void softmaxRegressionWithoutHiddenLayers(int features, int batch, int classes) {
        check(Sequential.of(Dense.linear(classes)), features, batch);
    }

    @ParameterizedTest
    @CsvSource({"4, 1, 1", "9, 7, 5", "31, 33, 33", "12, 16, 65", "35, 129, 7", "3, 1030, 4"})
    void oneHiddenLayer(int features, int batch, int units) {
        check(Sequential.of(Dense.relu(units), Dense.linear(4)), features, batch);
    }

    @Test
    void severalHiddenLayers() {
        check(Sequential.mlp(new int[] {7, 6}, 3), 5, 9);
        check(Sequential.mlp(new int[] {33, 20, 5}, 10), 17, 40);
        check(Sequential.mlp(new int[] {4, 5, 6, 7, 8}, 3), 6, 25);
    }

    @Test
    void hiddenLayersWithoutActivationFunction() {
        check(Sequential.of(Dense.linear(6), Dense.relu(35), Dense.linear(5), Dense.linear(3)), 5, 11);
    }

    private static void check(Sequential net, int features, int batch) {
        LabelledImages images = TinyImages.images(batch, features, net.classes(), features * 7L + batch);
        TinyImages.initialised(net, features, batch);
        NaiveMlp naive = NaiveMlp.plain(net);
        List<double[]> expected = naive.gradient(NaiveMlp.inputs(images), NaiveMlp.targets(images));
        assertClose(ofOneStep(net, images, UnaryOperator.identity()), expected);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.3", "0, 0.9", "0.01, 0", "0.3, 1"})
    void dropoutWithTheSameMask(double first, double second) {
        Sequential net = Sequential.of(
                Dense.relu(9), Dropout.of(first), Dense.linear(7), Dropout.of(second), Dense.relu(35), Dense.linear(3));
        dropout(net, new double[] {0, first, second, 0});
    }

    @Test
    void dropoutOnTheInput() {
        dropout(Sequential.of(Dropout.of(0.4), Dense.relu(9), Dense.linear(3)), new double[] {0.4, 0});
    }

    @Test
    void dropoutOnTheInputOfSoftmaxRegression() {
        dropout(Sequential.of(Dropout.of(0.2), Dense.linear(3)), new double[] {0.2});
    }

    /** @param p of the input, then of each hidden layer */
    private static void dropout(Sequential net, double[] p) {
        int features = 33;
        LabelledImages images = TinyImages.images(21, features, 3, 5);
        TinyImages.initialised(net, features, 6);
        int[] width = new int[p.length];
        width[0] = features;
        System.arraycopy(net.hidden(), 0, width, 1, p.length - 1);
        NaiveMlp naive = new NaiveMlp(
                net,
                (layer, row, unit, activation) -> dropped(layer, row, unit, width[layer + 1], p[layer + 1])
                        ? 0
                        : activation / (1 - p[layer + 1]));
        List<double[]> expected = naive.gradient(NaiveMlp.inputs(images), NaiveMlp.targets(images));
        assertClose(ofOneStep(net, images, trainer -> trainer.seed(SEED)), expected);
    }

    /** The mask as the design promises it to users, from the JDK's class alone; of the first step, number 0. */
    private static boolean dropped(int layer, int row, int unit, int width, double p) {
        SplittableRandom random = new SplittableRandom(hash(hash(hash(SEED) + layer)));
        int element = row * width + unit;
        long word = 0;
        for (int n = 0; n <= element / 2; n++) {
            word = random.nextLong();
        }
        long bits = element % 2 == 0 ? word & 0xFFFF_FFFFL : word >>> 32;
        return bits < Math.round(p * 0x1p32);
    }

    private static long hash(long x) {
        return new SplittableRandom(x).nextLong();
    }

    @Test
    void theLossReportedIsThatBeforeTheUpdate() {
        Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {8}, 3), 10, 1);
        LabelledImages images = TinyImages.images(50, 10, 3, 2);
        NaiveMlp naive = NaiveMlp.plain(net);
        double expected = naive.loss(NaiveMlp.inputs(images), NaiveMlp.targets(images));
        History history = Trainer.sgd(0.1f).batchSize(50).epochs(1).fit(net, images, null);
        assertThat(history.last().trainLoss()).isCloseTo(expected, within(1e-6));
    }

    @Test
    void aLastBatchThatIsSmallerIsAveragedOverItself() {
        Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {8}, 3), 10, 1);
        LabelledImages images = TinyImages.images(17, 10, 3, 2);
        Sequential byHand = TinyImages.initialised(Sequential.mlp(new int[] {8}, 3), 10, 1);
        NaiveMlp naive = NaiveMlp.plain(byHand);
        for (int[] batch : new int[][] {{0, 16}, {16, 17}}) {
            double[][] inputs = Arrays.copyOfRange(NaiveMlp.inputs(images), batch[0], batch[1]);
            double[][] targets = Arrays.copyOfRange(NaiveMlp.targets(images), batch[0], batch[1]);
            List<double[]> gradient = naive.gradient(inputs, targets);
            for (int p = 0; p < gradient.size(); p++) {
                for (int i = 0; i < gradient.get(p).length; i++) {
                    naive.parameters.get(p)[i] -= 0.25 * gradient.get(p)[i];
                }
            }
        }
        Trainer.sgd(0.25f).batchSize(16).epochs(1).shuffle(false).fit(net, images, null);
        assertClose(
                StepGradients.parameters(net).stream().map(NaiveMlp::doubles).toList(), naive.parameters);
    }
}
