package dev.lanewise.train;

import static dev.lanewise.train.StepGradients.RATE;
import static dev.lanewise.train.StepGradients.assertClose;
import static dev.lanewise.train.StepGradients.ofOneStep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Polynomials;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightPenalty;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each kind of regularizer in the fused step, against {@link NaiveMlp} with the same change written as a formula. */
@Tag("width")
class HooksInTheStepTest {
    private static final long SEED = 7;
    private static final int FEATURES = 35;
    private static final int CLASSES = 3;
    private static final LabelledImages IMAGES = TinyImages.images(23, FEATURES, CLASSES, 4);
    private static final double[][] INPUTS = NaiveMlp.inputs(IMAGES);
    private static final double[][] TARGETS = NaiveMlp.targets(IMAGES);

    private static Sequential net() {
        return TinyImages.initialised(
                Sequential.of(Dense.relu(34), Dense.linear(6), Dense.relu(9), Dense.linear(CLASSES)), FEATURES, 2);
    }

    private static List<double[]> step(Sequential net, Regularizer... regularizers) {
        return ofOneStep(net, IMAGES, trainer -> {
            Trainer with = trainer.seed(SEED).threads(2);
            for (Regularizer each : regularizers) {
                with = with.regularizer(each);
            }
            return with;
        });
    }

    /** y = a + c·a², which is not multiplicative: its gradient needs a. */
    private record Bend(float c) implements ActivationRegularizer {
        @Override
        public void forward(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] += c * block.values()[i] * block.values()[i];
            }
        }

        @Override
        public void backward(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] *= 1 + 2 * c * block.inputs()[i];
            }
        }
    }

    /** y = a·m with m = 1 + normal/4 of its own. */
    private record Shake() implements MultiplicativeRegularizer {
        @Override
        public void multiply(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] *= 1 + block.normals()[i] / 4;
            }
        }
    }

    /** Drops by calling the engine's dropout, in layer 1 only. */
    private record Drop(double p) implements MultiplicativeRegularizer {
        @Override
        public boolean appliesTo(int layer) {
            return layer != 1;
        }

        @Override
        public void multiply(ActivationBlock block) {
            block.dropout(p);
        }
    }

    /** Does not say that it is multiplicative, so that the engine keeps its inputs. */
    private record Undeclared(MultiplicativeRegularizer real) implements ActivationRegularizer {
        @Override
        public boolean appliesTo(int layer) {
            return real.appliesTo(layer);
        }

        @Override
        public void forward(ActivationBlock block) {
            real.multiply(block);
        }

        @Override
        public void backward(ActivationBlock block) {
            real.multiply(block);
        }
    }

    @Test
    void aRegularizerThatNeedsItsInputsGetsThem() {
        Sequential net = net();
        NaiveMlp naive = new NaiveMlp(net, (layer, row, unit, a) -> layer < 0 ? a : a + 0.3 * a * a);
        List<double[]> expected = naive.gradient(INPUTS, TARGETS);
        assertClose(step(net, new Bend(0.3f)), expected);
    }

    @Test
    void regularizersOfOneLayerActInTheOrderGivenWithNoiseOfTheirOwn() {
        Sequential net = net();
        NaiveMlp naive = new NaiveMlp(net, (layer, row, unit, a) -> {
            if (layer < 0) {
                return a;
            }
            int width = net.dense().get(layer).units();
            double shaken = a * (1 + normal(bits(layer, row, unit, width, 0)) / 4);
            double bent = shaken + 0.25 * shaken * shaken;
            double dropped = layer == 1 ? bent : drop(bent, 0.4, bits(layer, row, unit, width, 2));
            double again = dropped - 0.2 * dropped * dropped;
            return again * (1 + normal(bits(layer, row, unit, width, layer == 1 ? 3 : 4)) / 4);
        });
        List<double[]> expected = naive.gradient(INPUTS, TARGETS);
        assertClose(step(net, new Shake(), new Bend(0.25f), new Drop(0.4), new Bend(-0.2f), new Shake()), expected);
    }

    @Test
    void multiplicativeRegularizersNeedNoStoredMask() {
        for (Regularizer drop : List.of(new Drop(0.3), new Undeclared(new Drop(0.3)))) {
            Sequential net = net();
            NaiveMlp naive = new NaiveMlp(net, (layer, row, unit, a) -> {
                if (layer < 0) {
                    return a;
                }
                int width = net.dense().get(layer).units();
                double dropped = layer == 1 ? a : drop(a, 0.3, bits(layer, row, unit, width, 0));
                return dropped * (1 + normal(bits(layer, row, unit, width, layer == 1 ? 0 : 1)) / 4);
            });
            List<double[]> expected = naive.gradient(INPUTS, TARGETS);
            assertClose(step(net, drop, new Shake()), expected);
        }
    }

    @Test
    void aRegularizerMayMixItsOwnArithmeticWithDropout() {
        record Mixed() implements MultiplicativeRegularizer {
            @Override
            public void multiply(ActivationBlock block) {
                for (int i = 0; i < block.length(); i++) {
                    block.values()[i] *= 3;
                }
                block.dropout(0.5);
                for (int i = 0; i < block.length(); i++) {
                    block.values()[i] /= 2;
                }
            }
        }
        Sequential net = net();
        NaiveMlp naive = new NaiveMlp(
                net,
                (layer, row, unit, a) -> layer < 0
                        ? a
                        : drop(
                                1.5 * a,
                                0.5,
                                bits(layer, row, unit, net.dense().get(layer).units(), 0)));
        List<double[]> expected = naive.gradient(INPUTS, TARGETS);
        assertClose(step(net, new Mixed()), expected);
    }

    private static String trained(MultiplicativeRegularizer regularizer) {
        Sequential net = net();
        Trainer.sgd(0.1f).batchSize(10).epochs(3).regularizer(regularizer).fit(net, IMAGES, null);
        return ModelFile.weightsSha256(net);
    }

    @Test
    void allWaysToDropGiveTheSameBits() {
        String dropped = trained(block -> block.dropout(0.5));
        MultiplicativeRegularizer borrows = block -> {
            block.values();
            block.dropout(0.5);
        };
        MultiplicativeRegularizer asksInEveryRound = block -> {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] *= block.mask(0.5)[i] * 2;
            }
        };
        MultiplicativeRegularizer asksForTwoMasks = block -> {
            float[] values = block.values();
            block.mask(0.9);
            float[] mask = block.mask(0.5);
            for (int i = 0; i < block.length(); i++) {
                values[i] *= mask[i] * 2;
            }
        };
        MultiplicativeRegularizer borrowsLate = block -> {
            block.dropout(0.5);
            block.values();
        };
        MultiplicativeRegularizer alternates =
                block -> (block.step().number() % 2 == 0 ? asksForTwoMasks : borrowsLate).multiply(block);
        assertThat(Stream.of(borrows, asksInEveryRound, asksForTwoMasks, borrowsLate, alternates)
                        .map(HooksInTheStepTest::trained))
                .containsOnly(dropped);
    }

    @Test
    void someUnitsMayBeLeftAsTheyAre() {
        MultiplicativeRegularizer doublesLaterUnits = block -> {
            for (int i = 0; i < block.length(); i++) {
                if (block.firstUnit() + i % block.columns() >= 32) {
                    block.values()[i] *= 2;
                }
            }
        };
        Sequential net = net();
        NaiveMlp naive = new NaiveMlp(net, (layer, row, unit, a) -> layer < 0 || unit < 32 ? a : 2 * a);
        List<double[]> expected = naive.gradient(INPUTS, TARGETS);
        assertClose(step(net, doublesLaterUnits), expected);
    }

    @Test
    void theFactorsOfAStepAreAskedForOnce() {
        LongAdder asked = new LongAdder();
        MultiplicativeRegularizer counts = block -> {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] *= 2;
                asked.increment();
            }
        };
        step(net(), counts);
        assertThat(asked.sum()).isEqualTo(IMAGES.size() * (34L + 6 + 9));
    }

    @Test
    void inputsMayBeChangedInTraining() {
        InputRegularizer noise = block -> {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] += block.normals()[i] / 8;
            }
        };
        InputRegularizer dropout = block -> block.dropout(0.2);
        Sequential net = net();
        NaiveMlp naive = new NaiveMlp(
                net,
                (layer, row, unit, a) -> layer >= 0
                        ? a
                        : drop(
                                a + normal(bits(-1, row, unit, FEATURES, 0)) / 8,
                                0.2,
                                bits(-1, row, unit, FEATURES, 1)));
        List<double[]> expected = naive.gradient(INPUTS, TARGETS);
        assertClose(step(net, noise, dropout), expected);
    }

    @Test
    void targetsMayBeSmoothed() {
        TargetRegularizer smoothing = block -> {
            for (int i = 0; i < block.length(); i++) {
                block.targets()[i] = 0.9f * block.targets()[i] + 0.1f / block.classes();
            }
        };
        double[][] smooth = NaiveMlp.targets(IMAGES);
        for (double[] row : smooth) {
            for (int c = 0; c < CLASSES; c++) {
                row[c] = 0.9 * row[c] + 0.1 / CLASSES;
            }
        }
        Sequential net = net();
        List<double[]> expected = NaiveMlp.plain(net).gradient(INPUTS, smooth);
        assertClose(step(net, smoothing), expected);
    }

    /** Half the sum of squares times λ, of the weights or of the biases too. */
    private record Squares(float lambda, boolean appliesToBiases) implements WeightPenalty {
        @Override
        public double penalty(WeightBlock block) {
            throw new AssertionError("training does not ask for the penalty");
        }

        @Override
        public void addGradient(WeightBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.gradients()[i] += lambda * block.weights()[i];
            }
        }
    }

    @Test
    void penaltiesAddTheirGradientToThatOfTheMeanLoss() {
        for (boolean biases : new boolean[] {false, true}) {
            Sequential net = net();
            NaiveMlp naive = NaiveMlp.plain(net);
            List<double[]> expected = naive.gradient(INPUTS, TARGETS);
            for (int p = 0; p < expected.size(); p++) {
                for (int i = 0; i < expected.get(p).length; i++) {
                    expected.get(p)[i] +=
                            p % 2 == 0 || biases ? 0.3 * naive.parameters.get(p)[i] : 0;
                }
            }
            assertClose(step(net, new Squares(0.1f, biases), new Squares(0.2f, biases)), expected);
        }
    }

    /** Shrinks by a factor of its own for each layer. */
    private record Decay(float lambda, boolean appliesToBiases) implements WeightDecay {
        @Override
        public float shrink(int layer, Step step) {
            return 1 - step.learningRate() * lambda * (layer + 1);
        }
    }

    @Test
    void decayShrinksBeforeTheStep() {
        for (boolean biases : new boolean[] {false, true}) {
            Sequential net = net();
            NaiveMlp naive = NaiveMlp.plain(net);
            List<double[]> expected = naive.gradient(INPUTS, TARGETS);
            for (int p = 0; p < expected.size(); p++) {
                for (int i = 0; i < expected.get(p).length; i++) {
                    double decay = 0.01 * (p / 2 + 1);
                    expected.get(p)[i] +=
                            p % 2 == 0 || biases ? decay * naive.parameters.get(p)[i] : 0;
                }
            }
            assertClose(step(net, new Decay(0.01f, biases)), expected);
        }
    }

    @Test
    void constraintsSeeTheWholeWeightVectorOfAUnitAfterTheUpdate() {
        WeightConstraint maxNorm = block -> {
            assertThat(block.firstInput()).isZero();
            for (int j = 0; j < block.columns(); j++) {
                double square = 0;
                for (int i = j; i < block.length(); i += block.columns()) {
                    square += block.weights()[i] * block.weights()[i];
                }
                float factor = (float) Math.min(1, 0.5 / Math.sqrt(square));
                for (int i = j; i < block.length(); i += block.columns()) {
                    block.weights()[i] *= factor;
                }
            }
        };
        Sequential net = net();
        NaiveMlp naive = NaiveMlp.plain(net);
        for (int steps = 0; steps < 2; steps++) { // two, to see that the next step sees the constrained weights
            List<double[]> gradient = naive.gradient(INPUTS, TARGETS);
            for (int p = 0; p < gradient.size(); p++) {
                double[] w = naive.parameters.get(p);
                for (int i = 0; i < w.length; i++) {
                    w[i] -= RATE * gradient.get(p)[i];
                }
                if (p % 2 == 0) {
                    clip(w, naive.parameters.get(p + 1).length);
                }
            }
        }
        Trainer.sgd(RATE)
                .batchSize(IMAGES.size())
                .epochs(2)
                .shuffle(false)
                .regularizer(maxNorm)
                .fit(net, IMAGES, null);
        assertClose(
                StepGradients.parameters(net).stream().map(NaiveMlp::doubles).toList(), naive.parameters);
    }

    private static void clip(double[] w, int units) {
        for (int j = 0; j < units; j++) {
            double square = 0;
            for (int i = j; i < w.length; i += units) {
                square += w[i] * w[i];
            }
            for (int i = j; i < w.length; i += units) {
                w[i] *= Math.min(1, 0.5 / Math.sqrt(square));
            }
        }
    }

    /** The bits of an element at step 0, as the design addresses them, for the {@code place}-th regularizer of a layer. */
    private static int bits(int layer, int row, int unit, int width, int place) {
        long key = hash(hash(hash(SEED) + layer));
        SplittableRandom random = new SplittableRandom(place == 0 ? key : hash(key + place));
        int element = row * width + unit;
        long word = 0;
        for (int n = 0; n <= element / 2; n++) {
            word = random.nextLong();
        }
        return (int) (element % 2 == 0 ? word : word >>> 32);
    }

    private static long hash(long x) {
        return new SplittableRandom(x).nextLong();
    }

    private static double drop(double a, double p, int bits) {
        return Integer.toUnsignedLong(bits) < Math.round(p * 0x1p32) ? 0 : a / (1 - p);
    }

    private static double normal(int bits) {
        return Polynomials.normal(bits);
    }
}
