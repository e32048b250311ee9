package dev.lanewise.train;

import static dev.lanewise.train.StepGradients.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.WeightDecay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few steps of each optimizer against its formula in doubles, with gradients from {@link NaiveMlp}. */
class OptimizerTest {
    private static final int STEPS = 6;
    private static final double RATE = 0.05f;

    /** What is remembered of one parameter, and the rule that changes it. */
    @FunctionalInterface
    private interface Rule {
        /**
         * The new value of a parameter.
         *
         * @param memory two numbers, zero at first
         * @param t 1, 2, …
         */
        double step(double w, double g, double[] memory, int t, boolean bias);
    }

    @Test
    void sgdIsThatOfTheTextbook() {
        check(Optimizer.sgd(), (w, g, memory, t, bias) -> w - RATE * g);
    }

    @Test
    void momentumIsThatOfPyTorch() {
        check(Optimizer.momentum(0.8f), (w, g, memory, t, bias) -> {
            memory[0] = 0.8f * memory[0] + g;
            return w - RATE * memory[0];
        });
    }

    @Test
    void nesterovIsThatOfPyTorch() {
        check(Optimizer.nesterov(0.8f), (w, g, memory, t, bias) -> {
            memory[0] = 0.8f * memory[0] + g;
            return w - RATE * (g + 0.8f * memory[0]);
        });
    }

    @Test
    void adamIsAlgorithmOneOfItsPaper() {
        check(Optimizer.adam(), OptimizerTest::adam);
    }

    @Test
    void adamWDecaysWeightsButNotBiases() {
        check(Optimizer.adamW(), (w, g, memory, t, bias) -> adam(bias ? w : w * (1 - RATE * 0.01), g, memory, t, bias));
    }

    @Test
    void decayGivenAsARegularizerTakesThePlaceOfAdamWsOwn() {
        WeightDecay none = (layer, step) -> 1;
        WeightDecay strong = (layer, step) -> 1 - step.learningRate() * 0.3f;
        check(Optimizer.adamW(), none, OptimizerTest::adam);
        check(
                Optimizer.adamW(),
                strong,
                (w, g, memory, t, bias) -> adam(bias ? w : w * (1 - RATE * 0.3f), g, memory, t, bias));
    }

    private static double adam(double w, double g, double[] memory, int t, boolean bias) {
        memory[0] = 0.9 * memory[0] + 0.1 * g;
        memory[1] = 0.999 * memory[1] + 0.001 * g * g;
        double first = memory[0] / (1 - Math.pow(0.9, t));
        double second = memory[1] / (1 - Math.pow(0.999, t));
        return w - RATE * first / (Math.sqrt(second) + 1e-8);
    }

    private static void check(Optimizer optimizer, Rule rule) {
        check(Trainer.with(optimizer, (float) RATE), rule);
    }

    private static void check(Optimizer optimizer, Regularizer regularizer, Rule rule) {
        check(Trainer.with(optimizer, (float) RATE).regularizer(regularizer), rule);
    }

    private static void check(Trainer trainer, Rule rule) {
        LabelledImages images = TinyImages.images(19, 11, 4, 3);
        Sequential net = TinyImages.initialised(Sequential.mlp(new int[] {34, 5}, 4), 11, 8);
        NaiveMlp naive = NaiveMlp.plain(net);
        List<double[][]> memory = new ArrayList<>();
        for (double[] each : naive.parameters) {
            memory.add(new double[each.length][2]);
        }
        for (int t = 1; t <= STEPS; t++) {
            List<double[]> gradient = naive.gradient(NaiveMlp.inputs(images), NaiveMlp.targets(images));
            for (int p = 0; p < gradient.size(); p++) {
                double[] w = naive.parameters.get(p);
                for (int i = 0; i < w.length; i++) {
                    w[i] = rule.step(w[i], gradient.get(p)[i], memory.get(p)[i], t, p % 2 == 1);
                }
            }
        }
        trainer.batchSize(images.size()).epochs(STEPS).shuffle(false).fit(net, images, null);
        assertClose(
                StepGradients.parameters(net).stream().map(NaiveMlp::doubles).toList(), naive.parameters);
    }

    @Test
    void namesAreThoseUsersType() {
        assertThat(OptimizerKind.names()).containsExactly("sgd", "momentum", "nesterov", "adam", "adamw");
        for (OptimizerKind each : OptimizerKind.values()) {
            assertThat(OptimizerKind.named(each.toString())).isEqualTo(each);
            assertThat(each.with(0.7f).kind()).isEqualTo(each);
        }
        assertThat(OptimizerKind.MOMENTUM.with(0.7f)).isEqualTo(Optimizer.momentum(0.7f));
        assertThatThrownBy(() -> OptimizerKind.named("sgdd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown optimizer 'sgdd'; use one of sgd, momentum, nesterov, adam, adamw");
    }

    @Test
    void momentumOutsideItsRangeIsRefused() {
        for (float mu : new float[] {-0.1f, 1f, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Optimizer.momentum(mu))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the momentum must be at least 0 and less than 1, but is " + mu);
        }
    }

    @Test
    void adamWithNumbersOutsideTheirRangeIsRefused() {
        for (float[] each : new float[][] {
            {1, 0.9f, 1e-8f, 0},
            {0.9f, 1, 1e-8f, 0},
            {-0.1f, 0.9f, 1e-8f, 0},
            {0.9f, 0.99f, 0, 0},
            {0.9f, 0.99f, 1e-8f, Float.NaN}
        }) {
            assertThatThrownBy(() -> new Optimizer.Adam(each[0], each[1], each[2], each[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "adam needs betas from 0 to below 1, a positive epsilon and a decay of 0 or more");
        }
    }
}
