package dev.lanewise.train;

import static dev.lanewise.train.StepGradients.assertClose;
import static dev.lanewise.train.StepGradients.ofOneStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Activation functions, also such as the engine has not got, in the fused step, of layers that are normalised and of others, against
 * differences of {@link NaiveMlp}.
 */
class ActivationsInTheStepTest {
    private static final int FEATURES = 13;
    private static final int CLASSES = 3;

    /** All, and normalised one each of what their derivatives need. Their units do not count. */
    static Stream<Dense> layers() {
        Stream<Activation> all = Stream.concat(Stream.of(Curve.values()), Activation.ALL.stream());
        Stream<Activation> normalized =
                Stream.of(Activation.IDENTITY, Activation.RELU, Activation.TANH, Activation.GELU);
        return Stream.concat(
                all.map(each -> new Dense(1, each)), normalized.map(each -> new Dense(1, each).normalized()));
    }

    /** Hidden layers of widths below, at and above a panel, which is where padding is. */
    private static Sequential net(Dense like) {
        List<Layer> layers = new ArrayList<>();
        for (int units : new int[] {3, 32, 35}) {
            layers.add(new Dense(units, like.activation(), like.layerNorm()));
        }
        layers.add(Dense.linear(CLASSES));
        return TinyImages.initialised(Sequential.of(layers.toArray(Layer[]::new)), FEATURES, 8);
    }

    private static LabelledImages images(int size) {
        return TinyImages.images(size, FEATURES, CLASSES, 3);
    }

    private static List<double[]> step(Sequential net, int size, Regularizer... regularizers) {
        return ofOneStep(net, images(size), trainer -> {
            Trainer with = trainer.threads(2);
            for (Regularizer each : regularizers) {
                with = with.regularizer(each);
            }
            return with;
        });
    }

    private static List<double[]> differences(NaiveMlp naive, int size) {
        return naive.gradient(NaiveMlp.inputs(images(size)), NaiveMlp.targets(images(size)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientsAreThoseOfFiniteDifferences(Dense like) {
        for (int size : new int[] {1, 13}) {
            Sequential net = net(like);
            List<double[]> expected = differences(NaiveMlp.plain(net), size);
            assertClose(step(net, size), expected);
        }
    }

    /** y = a · m, with zeros among the m, from which an output could not be found again. */
    private record Factors() implements MultiplicativeRegularizer {
        static double factor(int row, int unit) {
            return (row + unit) % 3 - 1;
        }

        @Override
        public void multiply(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                int row = block.firstRow() + i / block.columns();
                block.values()[i] *= (float) factor(row, block.firstUnit() + i % block.columns());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void regularizersThatMultiplyDoNotTakeAwayWhatTheDerivativeNeeds(Dense like) {
        Sequential net = net(like);
        NaiveMlp naive = new NaiveMlp(net, (layer, row, unit, a) -> layer < 0 ? a : a * Factors.factor(row, unit));
        List<double[]> expected = differences(naive, 9);
        assertClose(step(net, 9, new Factors()), expected);
    }

    /** y = a + sin(a) / 4. */
    private record Bend() implements ActivationRegularizer {
        @Override
        public void forward(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] += (float) Math.sin(block.values()[i]) / 4;
            }
        }

        @Override
        public void backward(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] *= 1 + (float) Math.cos(block.inputs()[i]) / 4;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void regularizersThatNeedTheirInputsDoNeither(Dense like) {
        Sequential net = net(like);
        NaiveMlp naive = new NaiveMlp(net, (layer, row, unit, a) -> layer < 0 ? a : a + Math.sin(a) / 4);
        List<double[]> expected = differences(naive, 9);
        assertClose(step(net, 9, new Bend()), expected);
    }

    /** After some steps of Adam, with dropout. */
    private static String trained(Dense like, UnaryOperator<Trainer> settings) {
        Sequential net = Sequential.of(
                new Dense(77, like.activation(), like.layerNorm()),
                Dropout.of(0.3),
                new Dense(35, like.activation(), like.layerNorm()),
                Dense.linear(CLASSES));
        settings.apply(Trainer.adam(0.01f).batchSize(50).epochs(2).seed(5)).fit(net, images(230), null);
        return ModelFile.weightsSha256(net);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void neitherThreadsNorKernelsShow(Dense like) {
        String one = trained(like, trainer -> trainer.threads(1));
        assertThat(trained(like, trainer -> trainer.threads(3))).isEqualTo(one);
        assertThat(trained(like, trainer -> trainer.kernels(new ReferenceKernels())))
                .isEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void inferenceAppliesThem(Dense like) {
        Sequential net = net(like);
        NaiveMlp naive = NaiveMlp.plain(net);
        double[][] inputs = NaiveMlp.inputs(images(11));
        float[] logits = net.logits(images(11));
        for (int r = 0; r < inputs.length; r++) {
            double[] expected = naive.logits(inputs[r], r);
            for (int c = 0; c < CLASSES; c++) {
                assertThat((double) logits[r * CLASSES + c]).isCloseTo(expected[c], within(1e-5));
            }
        }
    }
}
