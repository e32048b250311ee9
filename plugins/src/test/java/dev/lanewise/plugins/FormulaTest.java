package dev.lanewise.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.BatchRow;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightPenalty;
import dev.lanewise.testkit.SampleActivations;
import dev.lanewise.testkit.SampleBatch;
import dev.lanewise.testkit.SampleRegularizer;
import dev.lanewise.testkit.SampleStep;
import dev.lanewise.testkit.SampleTargets;
import dev.lanewise.testkit.SampleWeights;
import org.junit.jupiter.api.Test;

/** Each regularizer does what the formula in its Javadoc says. */
class FormulaTest {
    private static final float[] X = {1, -2, 3, 0.5f, 4, 5, -6, 7};
    private static final float[] W = {3, 0.1f, 0, 4, -0.2f, -2};

    private static <T extends Regularizer> T make(RegularizerProvider provider, String arguments, Class<T> hook) {
        return SampleRegularizer.of(provider, provider.name() + ":" + arguments, 2, hook);
    }

    private static void assertFactors(float[] actual, java.util.function.IntToDoubleFunction factor) {
        for (int i = 0; i < X.length; i++) {
            assertThat((double) actual[i]).isCloseTo(X[i] * factor.applyAsDouble(i), within(1e-5));
        }
    }

    @Test
    void dropoutDropsWithProbabilityPAndScalesTheRest() {
        var hook = make(new Dropout(), "0,0.25", MultiplicativeRegularizer.class);
        assertThat(hook.appliesTo(0)).isFalse();
        assertThat(hook.appliesTo(1)).isTrue();
        SampleActivations block = SampleActivations.forward(1, 4, X);
        hook.multiply(block);
        float[] mask = block.mask(0.25);
        assertThat(mask).contains(0f, 1f);
        assertFactors(block.result(), i -> mask[i] / 0.75);
    }

    @Test
    void gaussianDropoutHasTheVarianceOfDropout() {
        var hook = make(new GaussianDropout(), "p=0.2,0", MultiplicativeRegularizer.class);
        assertThat(hook.appliesTo(1)).isFalse();
        SampleActivations block = SampleActivations.forward(0, 4, X);
        hook.multiply(block);
        float[] normals = block.normals();
        assertFactors(block.result(), i -> 1 + 0.5 * normals[i]); // 0.5² = 0.2 / (1 - 0.2)
    }

    @Test
    void gaussianDropoutRefusesInfiniteVariance() {
        assertThatThrownBy(() -> make(new GaussianDropout(), "1", MultiplicativeRegularizer.class))
                .hasMessage(
                        "regularizer 'gaussian-dropout': argument 'p' must be less than 1, as the variance is p / (1 - p)");
    }

    @Test
    void inputDropoutDropsInputs() {
        SampleActivations block = SampleActivations.forward(-1, 4, X);
        make(new InputDropout(), "0.5", InputRegularizer.class).apply(block);
        float[] mask = block.mask(0.5);
        assertFactors(block.result(), i -> mask[i] / 0.5);
    }

    @Test
    void gaussianNoiseAddsNormalsTimesSigma() {
        SampleActivations block = SampleActivations.forward(-1, 4, X);
        make(new GaussianNoise(), "0.3", InputRegularizer.class).apply(block);
        float[] normals = block.normals();
        assertFactors(block.result(), i -> 1 + 0.3 * normals[i] / X[i]);
    }

    @Test
    void mixupTakesTheSameSharesOfFeaturesAndTargets() {
        var hook = make(new Mixup(), "0.4", BatchRegularizer.class);
        SymmetricBeta shares = new SymmetricBeta(0.4);
        for (int r = 0; r < 2; r++) {
            SampleBatch.Row row = new SampleBatch(4, 0, X).row(r);
            hook.features(row);
            double share = shares.share(row.uniform(0));
            int partner = (int) (row.uniform(1) * 2);
            for (int i = 0; i < 4; i++) {
                double mixed = share * X[r * 4 + i] + (1 - share) * X[partner * 4 + i];
                assertThat((double) row.result()[i]).isCloseTo(mixed, within(1e-5));
            }
            SampleBatch.Row target = new SampleBatch(2, 0, 1, 0, 0, 1).row(r);
            hook.targets(target);
            assertThat((double) target.result()[r]).isCloseTo(partner == r ? 1 : share, within(1e-6));
        }
    }

    @Test
    void sharesHaveTheMomentsOfTheBetaDistribution() {
        for (double alpha : new double[] {0.01, 0.2, 0.5, 1, 2, 30}) {
            SymmetricBeta shares = new SymmetricBeta(alpha);
            double sum = 0;
            double squares = 0;
            int points = 100_000;
            for (int i = 0; i < points; i++) {
                double share = shares.share((i + 0.5) / points);
                sum += share;
                squares += (share - 0.5) * (share - 0.5);
            }
            assertThat(sum / points).as("mean at %s", alpha).isCloseTo(0.5, within(1e-4));
            assertThat(squares / points).as("variance at %s", alpha).isCloseTo(0.25 / (2 * alpha + 1), within(2e-4));
        }
        assertThat(new SymmetricBeta(0.5).share(0.8)) // the arcsine distribution
                .isCloseTo(Math.pow(Math.sin(Math.PI * 0.4), 2), within(1e-4));
        assertThat(new SymmetricBeta(1).share(0.3)).isCloseTo(0.3, within(1e-4));
        assertThat(new SymmetricBeta(0).share(0.3)).isEqualTo(1);
    }

    /** A row of images of 5 x 6 pixels 1, 2, …, with the noise of row {@code r}. */
    private static SampleBatch.Row image(int r) {
        float[] pixels = new float[40 * 30];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 1 + i % 30;
        }
        return new SampleBatch(30, 6, pixels).row(r);
    }

    private static float pixel(int row, int column) {
        return row < 0 || row >= 5 || column < 0 || column >= 6 ? 0 : 1 + row * 6 + column;
    }

    @Test
    void cutoutHidesASquareAroundARandomPixel() {
        for (int size : new int[] {0, 1, 2, 3, 20}) {
            var hook = make(new Cutout(), Integer.toString(size), BatchRegularizer.class);
            for (int i = 0; i < 40; i++) {
                SampleBatch.Row row = image(i);
                hook.features(row);
                int top = (int) (row.uniform(0) * 5) - size / 2;
                int left = (int) (row.uniform(1) * 6) - size / 2;
                for (int p = 0; p < 30; p++) {
                    int r = p / 6 - top;
                    int c = p % 6 - left;
                    boolean hidden = r >= 0 && r < size && c >= 0 && c < size;
                    assertThat(row.result()[p]).isEqualTo(hidden ? 0 : pixel(p / 6, p % 6));
                }
            }
        }
    }

    @Test
    void augmentMovesAndFlips() {
        for (int shift : new int[] {0, 1, 3, 9}) {
            var hook = make(new Augment(), shift + ",0.5", BatchRegularizer.class);
            for (int i = 0; i < 40; i++) {
                SampleBatch.Row row = image(i);
                hook.features(row);
                int a = drawn(row, 1, shift);
                int b = drawn(row, 2, shift);
                boolean flipped = row.uniform(0) < 0.5;
                for (int p = 0; p < 30; p++) {
                    int c = p % 6 - b;
                    assertThat(row.result()[p]).isEqualTo(pixel(p / 6 - a, flipped ? 5 - c : c));
                }
            }
        }
    }

    private static int drawn(BatchRow row, int index, int shift) {
        return (int) Math.floor(row.uniform(index) * (2 * shift + 1)) - shift;
    }

    @Test
    void augmentDoesNotFlipUnlessAsked() {
        SampleBatch.Row row = image(0);
        make(new Augment(), "0", BatchRegularizer.class).features(row);
        assertThat(row.result()[7]).isEqualTo(8);
    }

    private static void assertPenalty(WeightPenalty hook, double penalty, double... gradients) {
        SampleWeights block = SampleWeights.of(0, 2, W);
        assertThat(hook.penalty(block)).isCloseTo(penalty, within(1e-6));
        hook.addGradient(block);
        for (int i = 0; i < W.length; i++) {
            assertThat((double) block.resultingGradients()[i]).isCloseTo(gradients[i], within(1e-6));
        }
        assertThat(hook.appliesToBiases()).isFalse();
    }

    @Test
    void l1IsTheSumOfAbsoluteWeights() {
        assertPenalty(make(new L1(), "0.5", WeightPenalty.class), 0.5 * 9.3, 0.5, 0.5, 0, 0.5, -0.5, -0.5);
    }

    @Test
    void l2IsHalfTheSumOfSquaredWeights() {
        assertPenalty(make(new L2(), "0.5", WeightPenalty.class), 0.25 * 29.05, 1.5, 0.05, 0, 2, -0.1, -1);
    }

    @Test
    void elasticNetIsTheSumOfBoth() {
        assertPenalty(
                make(new ElasticNet(), "l1=0.1,l2=0.2", WeightPenalty.class),
                0.1 * 9.3 + 0.1 * 29.05,
                0.7,
                0.12,
                0,
                0.9,
                -0.14,
                -0.5);
    }

    @Test
    void maxNormCutsLongColumnsToLengthC() {
        float[] w = {3, 0.1f, 4, -0.2f};
        SampleWeights block = SampleWeights.of(1, 2, w);
        make(new MaxNorm(), "1", WeightConstraint.class).constrain(block);
        assertThat(block.resultingWeights()).containsExactly(new float[] {0.6f, 0.1f, 0.8f, -0.2f}, within(1e-6f));
    }

    @Test
    void maxNormLeavesTheOutputLayerAloneUnlessAsked() {
        float[] w = {3, 4};
        SampleWeights output = SampleWeights.of(2, 1, w);
        make(new MaxNorm(), "1", WeightConstraint.class).constrain(output);
        assertThat(output.resultingWeights()).containsExactly(3, 4);
        make(new MaxNorm(), "1,output=true", WeightConstraint.class).constrain(output);
        assertThat(output.resultingWeights()).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    }

    @Test
    void labelSmoothingSharesEpsilonAmongAllClasses() {
        SampleTargets block = SampleTargets.of(4, 2, 0);
        make(new LabelSmoothing(), "0.2", TargetRegularizer.class).apply(block);
        assertThat(block.result())
                .containsExactly(new float[] {0.05f, 0.05f, 0.85f, 0.05f, 0.85f, 0.05f, 0.05f, 0.05f}, within(1e-6f));
    }

    @Test
    void weightDecayShrinksByLearningRateTimesDecay() {
        var hook = make(new WeightDecay(), "0.01", dev.lanewise.spi.WeightDecay.class);
        assertThat(hook.shrink(0, new SampleStep(0, 0, 1, 0.5f, 1))).isEqualTo(0.995f);
        assertThat(hook.appliesToBiases()).isFalse();
        assertThat(make(new WeightDecay(), "0.01,biases=true", dev.lanewise.spi.WeightDecay.class)
                        .appliesToBiases())
                .isTrue();
    }
}
