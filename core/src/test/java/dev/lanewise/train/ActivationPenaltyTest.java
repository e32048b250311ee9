package dev.lanewise.train;

import static dev.lanewise.train.StepGradients.assertClose;
import static dev.lanewise.train.StepGradients.ofOneStep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationPenalty;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Regularizer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Penalties on activations in the fused step, against {@link NaiveMlp} with the same penalty in its loss. */
@Tag("width")
class ActivationPenaltyTest {
    private static final int FEATURES = 35;
    private static final LabelledImages IMAGES = TinyImages.images(23, FEATURES, 3, 4);

    /** {@code λ/2 · Σ a²} of each sample, in layer 1 only. */
    private record Squares(float lambda) implements ActivationPenalty {
        @Override
        public boolean appliesTo(int layer) {
            return layer == 1;
        }

        @Override
        public double penalty(ActivationBlock block) {
            throw new AssertionError("training does not ask for the penalty");
        }

        @Override
        public void addGradient(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] += lambda * block.inputs()[i];
            }
        }
    }

    /** {@code λ/2 · Σ m²} of the means m of all units over the batch. */
    private record SquaredMeans(float lambda) implements ActivationPenalty {
        @Override
        public boolean needsSums() {
            return true;
        }

        @Override
        public double penalty(ActivationBlock block) {
            throw new AssertionError("training does not ask for the penalty");
        }

        @Override
        public void addGradient(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] += lambda
                        * block.sums()[i % block.columns()]
                        / block.step().batchSize();
            }
        }
    }

    private static Sequential net() {
        return TinyImages.initialised(
                Sequential.of(Dense.relu(34), Dense.linear(6), Dense.relu(9), Dense.linear(3)), FEATURES, 2);
    }

    private static List<double[]> step(Sequential net, Regularizer... regularizers) {
        return ofOneStep(net, IMAGES, trainer -> {
            Trainer with = trainer.threads(2);
            for (Regularizer each : regularizers) {
                with = with.regularizer(each);
            }
            return with;
        });
    }

    @Test
    void aPenaltyOfEachSampleIsPartOfTheMeanLoss() {
        MultiplicativeRegularizer triples = block -> {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] *= 3;
            }
        };
        for (boolean tripled : new boolean[] {false, true}) {
            Sequential net = net();
            double[] squares = {0};
            NaiveMlp naive = new NaiveMlp(net, (layer, row, unit, a) -> {
                squares[0] += layer == 1 ? a * a : 0; // before it is regularized
                return layer >= 0 && tripled ? 3 * a : a;
            });
            naive.penalty = () -> {
                double sum = squares[0];
                squares[0] = 0;
                return 0.4 / 2 * sum / IMAGES.size();
            };
            List<double[]> expected = naive.gradient(NaiveMlp.inputs(IMAGES), NaiveMlp.targets(IMAGES));
            Squares penalty = new Squares(0.4f);
            assertClose(tripled ? step(net, triples, penalty) : step(net, penalty), expected);
        }
    }

    @Test
    void aPenaltyMayLookAtTheWholeBatch() {
        Sequential net = net();
        double[][] sums = new double[3][34];
        NaiveMlp naive = new NaiveMlp(net, (layer, row, unit, a) -> {
            if (layer >= 0) {
                sums[layer][unit] += a;
            }
            return a;
        });
        naive.penalty = () -> {
            double squares = 0;
            for (double[] layer : sums) {
                for (int unit = 0; unit < layer.length; unit++) {
                    squares += Math.pow(layer[unit] / IMAGES.size(), 2);
                    layer[unit] = 0;
                }
            }
            return 0.3 / 2 * squares;
        };
        List<double[]> expected = naive.gradient(NaiveMlp.inputs(IMAGES), NaiveMlp.targets(IMAGES));
        assertClose(step(net, new SquaredMeans(0.3f)), expected);
    }

    @Test
    void largeBatchesGiveTheSameBitsOnManyThreads() {
        LabelledImages many = TinyImages.images(1100, FEATURES, 3, 6);
        String one = trained(many, 1);
        assertThat(trained(many, 2)).isEqualTo(one);
        assertThat(trained(many, 5)).isEqualTo(one);
    }

    private static String trained(LabelledImages many, int threads) {
        Sequential net = net();
        Trainer.sgd(0.1f)
                .batchSize(1030)
                .epochs(1)
                .threads(threads)
                .regularizer(new Squares(0.1f))
                .regularizer(new SquaredMeans(0.1f))
                .fit(net, many, null);
        return ModelFile.weightsSha256(net);
    }

    /** Looks at the whole batch in later epochs only. */
    private record Later(boolean needsSums) implements ActivationPenalty {
        @Override
        public double penalty(ActivationBlock block) {
            throw new AssertionError("training does not ask for the penalty");
        }

        @Override
        public void addGradient(ActivationBlock block) {
            if (needsSums) {
                block.values()[0] += 1e-6f * block.sums()[0];
            }
        }
    }

    @Test
    void sumsAreThereIfAnEpochNeedsThem() {
        NamedRegularizer later = new NamedRegularizer(
                "later", "later", "1", Origin.PROGRAM, new Later(false), progress -> new Later(progress > 0));
        History history =
                Trainer.sgd(0.1f).epochs(2).regularizers(List.of(later)).fit(net(), IMAGES, null);
        assertThat(history.epochs()).hasSize(2);
    }
}
