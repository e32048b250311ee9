package dev.lanewise.train;

import static dev.lanewise.train.StepGradients.assertClose;
import static dev.lanewise.train.StepGradients.ofOneStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Regularizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Activation functions that the engine has not got, in the fused step, against differences of {@link NaiveMlp}. */
class ActivationsInTheStepTest {
    private static final int FEATURES = 13;
    private static final int CLASSES = 3;

    /** Hidden layers of widths below, at and above a panel, which is where padding is. */
    private static Sequential net(Curve curve) {
        List<Layer> layers = new ArrayList<>();
        for (int units : new int[] {3, 32, 35}) {
            layers.add(new Dense(units, curve));
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
    @EnumSource
    void gradientsAreThoseOfFiniteDifferences(Curve curve) {
        for (int size : new int[] {1, 13}) {
            Sequential net = net(curve);
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
    @EnumSource
    void regularizersThatMultiplyDoNotTakeAwayWhatTheDerivativeNeeds(Curve curve) {
        Sequential net = net(curve);
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
    @EnumSource
    void regularizersThatNeedTheirInputsDoNeither(Curve curve) {
        Sequential net = net(curve);
        NaiveMlp naive = new NaiveMlp(net, (layer, row, unit, a) -> layer < 0 ? a : a + Math.sin(a) / 4);
        List<double[]> expected = differences(naive, 9);
        assertClose(step(net, 9, new Bend()), expected);
    }

    @ParameterizedTest
    @EnumSource
    void inferenceAppliesThem(Curve curve) {
        Sequential net = net(curve);
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
