package dev.lanewise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.registry.Origin;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightMatrix;
import dev.lanewise.spi.WeightPenalty;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The checks find what is wrong, and nothing wrong where nothing is. */
class ContractChecksTest {
    private record Provider(String name, List<Parameter> parameters, Function<Arguments, Regularizer> maker)
            implements RegularizerProvider {
        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public String summary() {
            return "for tests";
        }

        @Override
        public Regularizer create(Arguments arguments) {
            return maker.apply(arguments);
        }
    }

    private record Activation(Consumer<ActivationBlock> onForward, Consumer<ActivationBlock> onBackward)
            implements ActivationRegularizer {
        @Override
        public void forward(ActivationBlock block) {
            onForward.accept(block);
        }

        @Override
        public void backward(ActivationBlock block) {
            onBackward.accept(block);
        }
    }

    private record Penalty(double power, float factor) implements WeightPenalty {
        @Override
        public double penalty(WeightBlock block) {
            double sum = 0;
            for (int i = 0; i < block.length(); i++) {
                sum += Math.pow(block.weights()[i], power);
            }
            return sum;
        }

        @Override
        public void addGradient(WeightBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.gradients()[i] += factor * block.weights()[i];
            }
        }
    }

    private static void square(ActivationBlock block) {
        for (int i = 0; i < block.length(); i++) {
            block.values()[i] *= block.values()[i];
        }
    }

    private static void squareBackward(ActivationBlock block) {
        for (int i = 0; i < block.length(); i++) {
            block.values()[i] *= 2 * block.inputs()[i];
        }
    }

    /** The names of the checks that a regularizer breaks. */
    private static List<String> broken(Regularizer regularizer) {
        return broken(new Provider("tested", List.of(), arguments -> regularizer));
    }

    private static List<String> broken(RegularizerProvider provider) {
        return ContractChecks.of(provider).stream()
                .filter(ContractChecksTest::fails)
                .map(Check::name)
                .toList();
    }

    private static boolean fails(Check check) {
        try {
            check.run();
            return false;
        } catch (ContractViolation e) {
            assertThat(e).hasMessageNotContaining("null");
            return true;
        }
    }

    @Test
    void aFaultIsThatOfTheJarThatIsChecked() {
        Regularizer throwing = new Activation(
                block -> {
                    throw new IllegalStateException("boom");
                },
                block -> {});
        List<Check> checks = ContractChecks.of(
                new Provider("tested", List.of(), arguments -> throwing), "", new Origin("target/three.jar", ""));
        assertThat(checks)
                .anySatisfy(check -> assertThatThrownBy(check::run).hasMessageContaining("(target/three.jar)"));
    }

    @Test
    void soundRegularizersBreakNothing() {
        assertThat(broken(new Activation(ContractChecksTest::square, ContractChecksTest::squareBackward)))
                .isEmpty();
        assertThat(broken(new Penalty(2, 2))).isEmpty();
        MultiplicativeRegularizer dropout = block -> block.dropout(0.5);
        assertThat(broken(dropout)).isEmpty();
    }

    @Test
    void aWrongDerivativeIsFound() {
        assertThat(broken(new Activation(ContractChecksTest::square, block -> {})))
                .containsExactly(
                        "backward multiplies by the derivative of forward in hidden layer 0",
                        "backward multiplies by the derivative of forward in hidden layer 1");
    }

    @Test
    void aFactorThatDependsOnTheActivationIsFound() {
        MultiplicativeRegularizer square = ContractChecksTest::square;
        assertThat(broken(square))
                .contains("multiply uses factors that depend on no value, the same ones both ways in hidden layer 0");
    }

    @Test
    void dependenceOnTheCutIsFound() {
        MultiplicativeRegularizer first = block -> block.values()[0] *= 2;
        assertThat(broken(first)).contains("forward in hidden layer 1 gives the same bits for any cut into blocks");
        InputRegularizer input = block -> block.values()[0] = 1;
        assertThat(broken(input)).contains("apply gives the same bits for any cut into blocks");
    }

    @Test
    void memoryIsFound() {
        AtomicInteger calls = new AtomicInteger();
        MultiplicativeRegularizer counting = block -> block.values()[0] *= calls.incrementAndGet();
        assertThat(broken(counting))
                .contains("forward in hidden layer 0 gives the same bits when called again and from several threads");
    }

    @Test
    void writingOutsideAndNumbersThatAreNotFiniteAreFound() {
        String check = "forward in hidden layer 0 gives finite numbers and keeps to its block";
        MultiplicativeRegularizer outside = block -> block.values()[block.length()] = 1;
        MultiplicativeRegularizer nan = block -> block.values()[0] = Float.NaN;
        MultiplicativeRegularizer thrower = block -> {
            throw new IllegalStateException("boom");
        };
        for (Regularizer each : List.of(outside, nan, thrower)) {
            assertThat(broken(each)).contains(check, "training gives the same bits on one, two and three threads");
        }
    }

    @Test
    void aWrongPenaltyGradientIsFound() {
        assertThat(broken(new Penalty(2, 1))).containsExactly("addGradient adds the derivative of penalty");
    }

    @Test
    void aGradientThatOverwritesIsFound() {
        WeightPenalty overwriting = new WeightPenalty() {
            @Override
            public double penalty(WeightBlock block) {
                return 0;
            }

            @Override
            public void addGradient(WeightBlock block) {
                block.gradients()[0] = 0;
            }
        };
        assertThat(broken(overwriting)).containsExactly("addGradient adds to what is there");
    }

    @Test
    void brokenDecayConstraintsAndTargetsAreFound() {
        WeightDecay infinite = (layer, step) -> Float.POSITIVE_INFINITY;
        assertThat(broken(infinite)).contains("shrink gives the same finite factor each time");
        WeightConstraint halving = block -> {
            for (int i = 0; i < block.length(); i++) {
                block.weights()[i] /= 2;
            }
        };
        assertThat(broken(halving)).containsExactly("constrain leaves alone what is within its limits");
        TargetRegularizer zero = block -> java.util.Arrays.fill(block.targets(), 0, block.length(), 0);
        assertThat(broken(zero)).contains("apply keeps the sum of each row of targets");
    }

    @Test
    void providersThatBreakTheRulesAreFound() {
        assertThat(broken(new Provider("Not A Name", List.of(), arguments -> null)))
                .containsExactly("the provider keeps the rules for names, versions and arguments");
        assertThat(broken(new Provider("nothing", List.of(), arguments -> null)))
                .containsExactly("the provider makes a regularizer of 'nothing'");
        RegularizerProvider tooLittleState = new Provider("forgetful", List.of(), arguments -> new MatrixRegularizer() {
            @Override
            public void start(WeightMatrix matrix) {
                matrix.state()[0] = 1;
            }
        });
        assertThat(broken(tooLittleState)).containsExactly("the hooks of 'forgetful' can be called");
    }

    /** Of a share that may not be 1. */
    private static List<String> brokenAtTheEnd(RuntimeException thrown) {
        Parameter p = Parameter.number("p", 0, 1, "a share");
        return broken(new Provider("ends", List.of(p), arguments -> {
            if (arguments.number("p") == 1) {
                throw thrown;
            }
            return (MultiplicativeRegularizer) block -> {};
        }));
    }

    @Test
    void theEndsOfARangeAreRefusedInWordsWhateverTheseAre() {
        String check = "argument 'p' works, or is refused in words, at the ends of its range";
        assertThat(brokenAtTheEnd(new ArithmeticException("division by zero"))).containsExactly(check);
        assertThat(brokenAtTheEnd(new IllegalArgumentException())).containsExactly(check);
        assertThat(brokenAtTheEnd(new IllegalArgumentException("what is left may not be null")))
                .isEmpty();
    }
}
