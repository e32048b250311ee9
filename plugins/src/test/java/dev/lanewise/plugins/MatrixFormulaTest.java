package dev.lanewise.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.testkit.SampleMatrix;
import dev.lanewise.testkit.SampleRegularizer;
import dev.lanewise.testkit.SampleWeights;
import org.junit.jupiter.api.Test;

/** Regularizers of whole matrices and of gradients do what the formula in their Javadoc says. */
class MatrixFormulaTest {
    /** Turned by some angles on both sides, so that its singular values are 5 and 2. */
    private static float[] singularValues5And2() {
        double[] left = {Math.cos(0.3), -Math.sin(0.3), Math.sin(0.3), Math.cos(0.3), 0, 0};
        double[] right = {Math.cos(1.1), Math.sin(1.1), -Math.sin(1.1), Math.cos(1.1)};
        float[] out = new float[6];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2; j++) {
                out[i * 2 + j] = (float) (left[i * 2] * 5 * right[j] + left[i * 2 + 1] * 2 * right[2 + j]);
            }
        }
        return out;
    }

    @Test
    void spectralNormBringsTheGreatestSingularValueDownToC() {
        var hook = SampleRegularizer.of(new SpectralNorm(), "spectral-norm:1.5", 2, MatrixRegularizer.class);
        float[] w = singularValues5And2();
        SampleMatrix matrix = SampleMatrix.of(hook, 0, 2, w);
        for (int step = 0; step < 30; step++) {
            hook.afterUpdate(matrix);
        }
        float[] expected = new float[w.length];
        for (int i = 0; i < w.length; i++) {
            expected[i] = w[i] * 1.5f / 5;
        }
        assertThat(matrix.resultingWeights()).containsExactly(expected, within(1e-3f));
        assertThat(hook.appliesTo(2)).isFalse();
    }

    @Test
    void spectralNormLeavesSmallerMatricesAlone() {
        var hook = SampleRegularizer.of(new SpectralNorm(), "spectral-norm:6,output=true", 2, MatrixRegularizer.class);
        float[] w = singularValues5And2();
        SampleMatrix matrix = SampleMatrix.of(hook, 2, 2, w);
        hook.afterUpdate(matrix);
        assertThat(hook.appliesTo(2)).isTrue();
        assertThat(matrix.resultingWeights()).containsExactly(w);
    }

    @Test
    void spectralNormHoldsOnAfterAllWeightsWereZero() {
        var hook = SampleRegularizer.of(new SpectralNorm(), "spectral-norm:1.5", 2, MatrixRegularizer.class);
        SampleMatrix matrix = SampleMatrix.of(hook, 0, 2, new float[6]);
        hook.afterUpdate(matrix);
        float[] w = singularValues5And2();
        System.arraycopy(w, 0, matrix.weights(), 0, w.length);
        for (int step = 0; step < 30; step++) {
            hook.afterUpdate(matrix);
        }
        assertThat(matrix.resultingWeights()[0]).isCloseTo(w[0] * 1.5f / 5, within(1e-3f));
    }

    @Test
    void orthogonalityPenalizesTheEigenvalueThatIsFarthestFromOne() {
        var hook = SampleRegularizer.of(new Orthogonality(), "orthogonality:0.5", 2, MatrixRegularizer.class);
        float[] w = singularValues5And2();
        SampleMatrix matrix = SampleMatrix.of(hook, 0, 2, w);
        for (int step = 0; step < 30; step++) {
            hook.beforeUpdate(matrix);
        }
        assertThat(hook.penalty(matrix).orElseThrow()).isCloseTo(0.5 * (25 - 1), within(1e-3));
        assertThat(hook.appliesTo(2)).isFalse();
    }

    @Test
    void orthogonalityHoldsOnAfterTheWeightsWereOrthogonal() {
        var hook = SampleRegularizer.of(new Orthogonality(), "orthogonality:0.5", 2, MatrixRegularizer.class);
        SampleMatrix matrix = SampleMatrix.of(hook, 0, 1, new float[] {1, 0, 0});
        hook.beforeUpdate(matrix);
        matrix.weights()[0] = 3;
        assertThat(hook.penalty(matrix).orElseThrow()).isCloseTo(0.5 * (9 - 1), within(1e-6));
    }

    @Test
    void gradientNoiseAddsNormalsThatFadeWithTheSteps() {
        var hook = SampleRegularizer.of(new GradientNoise(), "gradient-noise:0.3", 2, GradientRegularizer.class);
        SampleWeights block = SampleWeights.of(0, 2, 1, 2, 3, 4);
        hook.change(block);
        double sigma = Math.sqrt(0.3 / Math.pow(1 + block.step().number(), 0.55));
        float[] normals = block.normals();
        for (int i = 0; i < normals.length; i++) {
            assertThat((double) block.resultingGradients()[i]).isCloseTo(sigma * normals[i], within(1e-6));
        }
        assertThat(hook.appliesToBiases()).isFalse();
    }
}
