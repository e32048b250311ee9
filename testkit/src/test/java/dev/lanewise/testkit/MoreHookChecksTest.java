package dev.lanewise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationPenalty;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.BatchRow;
import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.WeightMatrix;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The checks of penalties on activations, gradients, whole matrices and learned numbers find what is wrong. */
class MoreHookChecksTest {
    private record Provider(Regularizer made) implements RegularizerProvider {
        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public String name() {
            return "tested";
        }

        @Override
        public String summary() {
            return "for tests";
        }

        @Override
        public Regularizer create(Arguments arguments) {
            return made;
        }
    }

    /** The names of the checks that a regularizer breaks. */
    private static List<String> broken(Regularizer regularizer) {
        return ContractChecks.of(new Provider(regularizer)).stream()
                .filter(each -> {
                    try {
                        each.run();
                        return false;
                    } catch (ContractViolation e) {
                        return true;
                    }
                })
                .map(Check::name)
                .toList();
    }

    @Test
    void targetsOfImagesHaveTheShapeOfTheImages() {
        assertThat(broken(new BatchRegularizer() {
                    @Override
                    public boolean needsImages() {
                        return true;
                    }

                    @Override
                    public void features(BatchRow row) {}

                    @Override
                    public void targets(BatchRow row) {
                        float whole = row.imageHeight() * row.imageWidth();
                        for (int i = 0; i < row.length(); i++) {
                            row.values()[i] *= whole / (row.imageHeight() * row.imageWidth());
                        }
                    }
                }))
                .isEmpty();
    }

    /** Half the sum of the squared means, in layer 0; its gradient times a factor. */
    private record Means(float factor) implements ActivationPenalty {
        @Override
        public boolean appliesTo(int layer) {
            return layer == 0;
        }

        @Override
        public boolean needsSums() {
            return true;
        }

        private static float mean(ActivationBlock block, int unit) {
            return block.sums()[unit] / block.step().batchSize();
        }

        @Override
        public double penalty(ActivationBlock block) {
            double sum = 0;
            for (int unit = 0; unit < block.columns(); unit++) {
                sum += Math.pow(mean(block, unit), 2) / 2;
            }
            return sum * block.rows();
        }

        @Override
        public void addGradient(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] += factor * mean(block, i % block.columns());
            }
        }
    }

    @Test
    void aPenaltyOnActivationsMustAddItsOwnGradient() {
        assertThat(broken(new Means(1))).isEmpty();
        assertThat(broken(new Means(1.5f)))
                .containsExactly("addGradient adds the derivative of the batch's penalty in hidden layer 0");
    }

    /** {@code y = θ·a} in layer 0, with the derivative by θ times a factor. */
    private record Gain(float factor) implements LearnedRegularizer {
        @Override
        public boolean appliesTo(int layer) {
            return layer == 0;
        }

        @Override
        public float[] initial(int layer, int width) {
            return new float[] {0.5f};
        }

        @Override
        public void forward(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] *= block.learned()[0];
            }
        }

        @Override
        public void backward(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.learnedGradients()[i] = factor * block.values()[i] * block.inputs()[i];
                block.values()[i] *= block.learned()[0];
            }
        }
    }

    @Test
    void aLearnedNumberMustGetItsOwnDerivative() {
        assertThat(broken(new Gain(1))).isEmpty();
        assertThat(broken(new Gain(0.5f)))
                .containsExactly("learnedGradients are the derivatives by the learned numbers in hidden layer 0");
    }

    /** {@code 1/20 · Σ w²} of whole matrices; what it adds times a factor. */
    private record Squares(float factor) implements MatrixRegularizer {
        @Override
        public void beforeUpdate(WeightMatrix matrix) {
            for (int i = 0; i < matrix.length(); i++) {
                matrix.gradients()[i] += factor * matrix.weights()[i] / 10;
            }
        }

        @Override
        public OptionalDouble penalty(WeightMatrix matrix) {
            double sum = 0;
            for (int i = 0; i < matrix.length(); i++) {
                sum += Math.pow(matrix.weights()[i], 2);
            }
            return OptionalDouble.of(sum / 20);
        }
    }

    @Test
    void whatIsAddedToAMatrixMustBeTheGradientOfItsPenalty() {
        assertThat(broken(new Squares(1))).isEmpty();
        assertThat(broken(new Squares(2))).containsExactly("beforeUpdate adds the derivative of penalty");
    }

    @Test
    void weightsMustNotBeChangedTooEarly() {
        MatrixRegularizer early = new MatrixRegularizer() {
            @Override
            public void beforeUpdate(WeightMatrix matrix) {
                matrix.weights()[0] = 0;
            }
        };
        GradientRegularizer wrong = block -> block.weights()[0] = 0;
        assertThat(broken(early)).contains("beforeUpdate leaves weights and biases alone");
        assertThat(broken(wrong)).contains("change gives finite numbers and keeps to its block");
    }

    @Test
    void nothingInPlaceOfNumbersIsNamed() {
        LearnedRegularizer learned = new LearnedRegularizer() {
            @Override
            public float[] initial(int layer, int width) {
                return null;
            }

            @Override
            public void forward(ActivationBlock block) {}

            @Override
            public void backward(ActivationBlock block) {}
        };
        MatrixRegularizer matrix = new MatrixRegularizer() {
            @Override
            public OptionalDouble penalty(WeightMatrix of) {
                return null;
            }
        };
        assertStops(learned, "initial returned null for hidden layer 0");
        assertStops(matrix, "penalty returned null; a hook without one returns OptionalDouble.empty()");
    }

    /** Checks that hooks which cannot be called at all fail one check, with this message. */
    private static void assertStops(Regularizer regularizer, String message) {
        assertThat(broken(regularizer)).containsExactly("the hooks of 'tested' can be called");
        assertThat(ContractChecks.of(new Provider(regularizer)))
                .anySatisfy(each -> assertThatThrownBy(each::run).hasMessage(message));
    }

    @Test
    void hooksThatCannotEvenBeLinkedAreNamed() {
        assertStops(
                new MatrixRegularizer() {
                    @Override
                    public boolean appliesTo(int layer) {
                        throw new NoSuchMethodError("gone");
                    }
                },
                "threw java.lang.NoSuchMethodError: gone");
    }
}
