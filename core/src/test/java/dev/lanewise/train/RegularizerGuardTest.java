package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightPenalty;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a regularizer does wrong in training, the message says which, from where, in which layer and at which step. */
class RegularizerGuardTest {
    private static final LabelledImages IMAGES = TinyImages.images(40, 33, 3, 5);

    private static void assertStops(Regularizer regularizer, String what) {
        NamedRegularizer named =
                new NamedRegularizer("bad:1", "bad", "1", new Origin("/somewhere/bad.jar", ""), regularizer);
        for (int threads : new int[] {1, 2}) {
            Trainer trainer =
                    Trainer.sgd(0.1f).batchSize(20).epochs(2).threads(threads).regularizers(List.of(named));
            assertThatThrownBy(() -> trainer.fit(Sequential.of(Dense.relu(35), Dense.linear(3)), IMAGES, null))
                    .isInstanceOf(RegularizerException.class)
                    .hasMessage("regularizer 'bad' (/somewhere/bad.jar) " + what
                            + "; report it to the regularizer's author, or train without it");
        }
    }

    private static WeightPenalty penalty(java.util.function.Consumer<WeightBlock> gradient) {
        return new WeightPenalty() {
            @Override
            public double penalty(WeightBlock block) {
                return 0;
            }

            @Override
            public void addGradient(WeightBlock block) {
                if (block.layer() == 1 && block.step().number() == 3) {
                    gradient.accept(block);
                }
            }
        };
    }

    @Test
    void activationsInTheSecondEpoch() {
        MultiplicativeRegularizer outside = block -> {
            if (block.step().number() == 2) {
                block.values()[block.length()] = 1;
            }
        };
        assertStops(outside, "wrote outside its block in layer 0 at step 2");
        MultiplicativeRegularizer far = block -> block.values()[1 << 20] = 1;
        assertStops(
                far,
                "threw java.lang.ArrayIndexOutOfBoundsException: Index 1048576 out of bounds for length 2049 in layer 0 at step 0");
        MultiplicativeRegularizer nan = block -> block.values()[block.length() - 1] = Float.NaN;
        assertStops(nan, "gave a value that is not a finite number in layer 0 at step 0");
    }

    @Test
    void gradientsOfActivations() {
        ActivationRegularizer backward = new ActivationRegularizer() {
            @Override
            public void forward(ActivationBlock block) {}

            @Override
            public void backward(ActivationBlock block) {
                block.values()[0] = Float.POSITIVE_INFINITY;
            }
        };
        assertStops(backward, "gave a value that is not a finite number in layer 0 at step 0");
    }

    @Test
    void undeclaredCheckedExceptionsToo() {
        MultiplicativeRegularizer sneaky = block -> sneakily(new java.io.IOException("boom"));
        assertStops(sneaky, "threw java.io.IOException: boom in layer 0 at step 0");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakily(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void input() {
        InputRegularizer nan = block -> block.values()[3] = Float.NaN;
        assertStops(nan, "gave a value that is not a finite number in the input at step 0");
    }

    @Test
    void targets() {
        TargetRegularizer sum = block -> block.targets()[0] += 0.5f;
        assertThatThrownBy(() -> Trainer.sgd(0.1f)
                        .regularizer(sum)
                        .fit(Sequential.of(Dense.relu(35), Dense.linear(3)), IMAGES, null))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("gave targets that sum to 1.5 instead of 1 in layer 1 at step 0");
        TargetRegularizer outside = block -> block.targets()[block.length()] = 0;
        assertStops(outside, "wrote outside its block in layer 1 at step 0");
    }

    @Test
    void penalties() {
        assertStops(
                penalty(block -> block.gradients()[0] = Float.NaN),
                "gave a value that is not a finite number in layer 1 at step 3");
        assertStops(
                penalty(block -> block.weights()[block.length()] = 1), "wrote outside its block in layer 1 at step 3");
        assertStops(
                penalty(block -> {
                    throw new IllegalStateException("boom");
                }),
                "threw java.lang.IllegalStateException: boom in layer 1 at step 3");
    }

    @Test
    void decay() {
        WeightDecay nan = (layer, step) -> Float.NaN;
        assertStops(nan, "gave the shrink factor NaN in layer 0 at step 0");
    }

    private record AskedAboutBiases() implements WeightDecay, WeightPenalty {
        @Override
        public float shrink(int layer, Step step) {
            return 1;
        }

        @Override
        public double penalty(WeightBlock block) {
            return 0;
        }

        @Override
        public void addGradient(WeightBlock block) {}

        @Override
        public boolean appliesToBiases() {
            throw new IllegalStateException("boom");
        }
    }

    @Test
    void theQuestionAboutBiases() {
        assertThatThrownBy(() -> Trainer.sgd(0.1f)
                        .regularizer(new AskedAboutBiases())
                        .fit(Sequential.of(Dense.relu(35), Dense.linear(3)), IMAGES, null))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining(
                        "'AskedAboutBiases' (this program) threw java.lang.IllegalStateException: boom in");
        WeightDecay onlyDecay = new WeightDecay() {
            @Override
            public float shrink(int layer, Step step) {
                return 1;
            }

            @Override
            public boolean appliesToBiases() {
                throw new IllegalStateException("boom");
            }
        };
        assertThatThrownBy(() -> Trainer.sgd(0.1f)
                        .regularizer(onlyDecay)
                        .fit(Sequential.of(Dense.relu(35), Dense.linear(3)), IMAGES, null))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("threw java.lang.IllegalStateException: boom in");
    }

    @Test
    void constraints() {
        WeightConstraint nan = block -> block.weights()[0] = Float.NaN;
        assertStops(nan, "gave a value that is not a finite number in layer 0 at step 0");
    }

    @Test
    void numbersToLearnThatAreNull() {
        LearnedRegularizer nothing = new LearnedRegularizer() {
            @Override
            public float[] initial(int layer, int width) {
                return null;
            }

            @Override
            public void forward(ActivationBlock block) {}

            @Override
            public void backward(ActivationBlock block) {}
        };
        assertStops(nothing, "returned null from initial in layer 0 at step 0");
    }

    @Test
    void aRegularizerWithoutAnyHookIsRefused() {
        assertThatThrownBy(() -> Trainer.sgd(0.1f)
                        .regularizer(new Regularizer() {})
                        .fit(Sequential.of(Dense.relu(35), Dense.linear(3)), IMAGES, null))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("implements no hook of dev.lanewise.spi");
    }

    @Test
    void aRegularizerIsOfTheSameKindInAllEpochs() {
        MultiplicativeRegularizer factors = block -> {};
        ActivationRegularizer plain = new ActivationRegularizer() {
            @Override
            public void forward(ActivationBlock block) {}

            @Override
            public void backward(ActivationBlock block) {}
        };
        NamedRegularizer both = new NamedRegularizer(
                "both", "both", "1", Origin.PROGRAM, factors, progress -> progress > 0 ? plain : factors);
        assertThatThrownBy(() -> Trainer.sgd(0.1f)
                        .epochs(2)
                        .regularizers(List.of(both))
                        .fit(Sequential.of(Dense.relu(35), Dense.linear(3)), IMAGES, null))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("is no MultiplicativeRegularizer for some of the numbers");
    }
}
