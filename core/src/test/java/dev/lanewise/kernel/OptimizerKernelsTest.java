package dev.lanewise.kernel;

import static dev.lanewise.kernel.KernelSamples.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The updates of {@link Kernels}, as {@link KernelContractTest} has its other methods. */
@Tag("width")
class OptimizerKernelsTest {
    private static final int WIDTH = PanelMatrix.WIDTH;

    static Stream<Kernels> kernels() {
        return KernelSamples.kernels();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("sgd")
    void sgdShrinksAndSteps(Kernels kernels) {
        for (int length : new int[] {0, WIDTH, 3 * WIDTH}) {
            SplittableRandom random = new SplittableRandom(length);
            float[] w = numbers(random, length + 64);
            float[] g = numbers(random, length);
            float[] expected = w.clone();
            for (int i = 0; i < length; i++) {
                expected[32 + i] = Math.fma(-0.03f, g[i], 0.99f * w[32 + i]);
            }
            kernels.sgd(w, 32, g, length, 0.03f, 0.99f);
            assertThat(w).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("momentum")
    void momentumAccumulatesAndSteps(Kernels kernels) {
        for (boolean nesterov : new boolean[] {false, true}) {
            SplittableRandom random = new SplittableRandom(3);
            int length = 5 * WIDTH;
            float[] w = numbers(random, length + 64);
            float[] v = numbers(random, length + 64);
            float[] g = numbers(random, length);
            float[] newW = w.clone();
            float[] newV = v.clone();
            for (int i = 0; i < length; i++) {
                float gradient = g[i] * (1 / 7f);
                float velocity = Math.fma(0.9f, v[32 + i], gradient);
                float direction = nesterov ? Math.fma(0.9f, velocity, gradient) : velocity;
                newV[32 + i] = velocity;
                newW[32 + i] = Math.fma(-0.03f, direction, w[32 + i] * 0.99f);
            }
            kernels.momentum(w, v, 32, g, length, 1 / 7f, 0.03f, 0.99f, 0.9f, nesterov);
            assertThat(v).isEqualTo(newV);
            assertThat(w).isEqualTo(newW);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @Covers("adam")
    void adamAveragesMomentsAndSteps(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(4);
        int length = 5 * WIDTH;
        float[] w = numbers(random, length + 64);
        float[] m = numbers(random, length + 64);
        float[] s = numbers(random, length + 64);
        for (int i = 0; i < s.length; i++) {
            s[i] = i % 5 == 0 ? 0f : s[i] * s[i];
        }
        float[] g = numbers(random, length);
        float[] newW = w.clone();
        float[] newM = m.clone();
        float[] newS = s.clone();
        for (int i = 0; i < length; i++) {
            int at = 32 + i;
            float gradient = g[i] * (1 / 7f);
            newM[at] = Math.fma(0.9f, m[at], (1 - 0.9f) * gradient);
            newS[at] = Math.fma(0.999f, s[at], (1 - 0.999f) * (gradient * gradient));
            float denominator = Math.fma((float) StrictMath.sqrt(newS[at]), 1.7f, 1e-8f);
            newW[at] = Math.fma(-0.03f, newM[at] / denominator, 0.99f * w[at]);
        }
        kernels.adam(w, m, s, 32, g, length, 1 / 7f, 0.03f, 0.99f, 0.9f, 0.999f, 1e-8f, 1.7f);
        assertThat(m).isEqualTo(newM);
        assertThat(s).isEqualTo(newS);
        assertThat(w).isEqualTo(newW);
    }
}
