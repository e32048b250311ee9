package dev.lanewise.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.spi.ActivationPenalty;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.testkit.SampleActivations;
import dev.lanewise.testkit.SampleRegularizer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Each regularizer of activations does what the formula in its Javadoc says. */
class ActivityFormulaTest {
    private static final float[] A = {1, -2, 0, 0.5f};

    private static <T extends Regularizer> T make(RegularizerProvider provider, String arguments, Class<T> hook) {
        return SampleRegularizer.of(provider, provider.name() + ":" + arguments, 2, hook);
    }

    private static void assertPenalty(ActivationPenalty hook, double penalty, float... gradients) {
        SampleActivations block = SampleActivations.penalized(0, 2, A);
        assertThat(hook.penalty(block)).isCloseTo(penalty, within(1e-6));
        hook.addGradient(block);
        assertThat(block.result()).containsExactly(gradients, within(1e-6f));
        assertThat(hook.needsSums()).isFalse();
        assertThat(hook.appliesTo(1)).isFalse();
    }

    @Test
    void activityL1IsTheSumOfAbsoluteActivations() {
        assertPenalty(make(new ActivityL1(), "0.1,0", ActivationPenalty.class), 0.35, 0.1f, -0.1f, 0, 0.1f);
    }

    @Test
    void activityL2IsHalfTheSumOfSquaredActivations() {
        assertPenalty(make(new ActivityL2(), "0.1,0", ActivationPenalty.class), 0.2625, 0.1f, -0.2f, 0, 0.05f);
    }

    @Test
    void klSparsityComparesTheMeanOfEachUnitWithRho() {
        ActivationPenalty hook = make(new KlSparsity(), "0.2,3", ActivationPenalty.class);
        SampleActivations block = SampleActivations.penalized(0, 2, 0.2f, 0.1f, 0.2f, 0.9f); // means 0.2 and 0.5
        double divergence = 0.2 * Math.log(0.2 / 0.5) + 0.8 * Math.log(0.8 / 0.5);
        assertThat(hook.penalty(block)).isCloseTo(2 * 3 * divergence, within(1e-6)); // two samples
        hook.addGradient(block);
        float slope = (float) (3 * (0.8 / 0.5 - 0.2 / 0.5));
        assertThat(block.result()).containsExactly(new float[] {0, slope, 0, slope}, within(1e-5f));
    }

    @Test
    void klSparsityDrawsBackMeansOutsideZeroToOne() {
        ActivationPenalty hook = make(new KlSparsity(), "0.2,1", ActivationPenalty.class);
        SampleActivations block = SampleActivations.penalized(0, 2, -5, 7);
        hook.addGradient(block);
        assertThat(block.result()).containsExactly(new float[] {0.8f / 0.99f - 20, 80 - 0.2f / 0.99f}, within(1e-3f));
    }

    @Test
    void groupDropoutDropsNeighboursTogetherAndScalesTheRest() {
        var hook = make(new GroupDropout(), "0.5,size=3", MultiplicativeRegularizer.class);
        int width = 8;
        float[] ones = new float[width * 50];
        Arrays.fill(ones, 1);
        SampleActivations block = SampleActivations.forward(0, width, ones);
        hook.multiply(block);
        float[] result = block.result();
        for (int i = 0; i < result.length; i++) {
            int group = i % width / 3;
            boolean dropped = block.noise().bits(i / width * 3L + group) >= 0; // unsigned, below 2^31
            assertThat(result[i]).isEqualTo(dropped ? 0 : 2);
        }
        assertThat(result).contains(0, 2);
    }

    @Test
    void concreteDropoutMultipliesByItsMaskAndLearnsTheOddsOfItsRate() {
        var hook = make(new ConcreteDropout(), "0.2,0.5", LearnedRegularizer.class);
        float[] initial = hook.initial(0, 2);
        assertThat(initial).containsExactly(new float[] {(float) Math.log(0.25)}, within(1e-6f));
        SampleActivations block = SampleActivations.forward(0, 2, A).learned(initial);
        hook.forward(block);
        float[] bits = new float[A.length];
        for (int i = 0; i < A.length; i++) {
            double u = (block.bits()[i] >>> 8) * 0x1p-24 + 0x1p-25;
            double s = 1 / (1 + Math.exp(-10 * (initial[0] + Math.log(u) - Math.log(1 - u))));
            bits[i] = (float) (A[i] * (1 - s) / 0.8);
        }
        assertThat(block.result()).containsExactly(bits, within(1e-5f));
    }

    @Test
    void concreteDropoutDrawsItsRateToAHalf() {
        var hook = make(new ConcreteDropout(), "0.2,strength=0.1", LearnedRegularizer.class);
        float[] theta = hook.initial(0, 10);
        assertThat(hook.penalty(0, 10, theta)).isCloseTo(0.2 * Math.log(0.2) + 0.8 * Math.log(0.8), within(1e-6));
        float[] gradient = new float[1];
        hook.addGradient(0, 10, theta, gradient);
        assertThat(gradient[0]).isCloseTo((float) (0.16 * Math.log(0.25)), within(1e-6f));
    }
}
