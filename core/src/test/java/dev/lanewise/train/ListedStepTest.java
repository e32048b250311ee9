package dev.lanewise.train;

import static dev.lanewise.kernel.PayingKernels.ALWAYS;
import static dev.lanewise.kernel.PayingKernels.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.data.Table;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.PayingKernels;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.OptimizerKind;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a step leaves out the zeros, and where, shows in no bit of the result. */
@Tag("width")
class ListedStepTest {
    private static final LabelledImages IMAGES = TinyImages.images(300, 150, 10, 5);

    private static Sequential net() {
        return Sequential.of(
                Dense.relu(150), Dropout.of(0.5),
                Dense.relu(260), Dropout.of(0.3),
                Dense.relu(128), Dense.linear(10));
    }

    private static String weights(Optimizer optimizer, float rate, Kernels kernels, int threads) {
        Sequential net = net();
        Trainer.with(optimizer, rate)
                .batchSize(80)
                .epochs(2)
                .threads(threads)
                .kernels(kernels)
                .fit(net, IMAGES, null);
        return ModelFile.weightsSha256(net);
    }

    @ParameterizedTest
    @EnumSource
    void listingChangesNoBit(OptimizerKind kind) {
        Optimizer optimizer = kind.with(0.9f);
        Kernels simd = KernelChoice.choose("simd");
        String dense = weights(optimizer, 0.01f, PayingKernels.of(NEVER, NEVER, simd), 1);
        assertThat(weights(optimizer, 0.01f, PayingKernels.of(ALWAYS, NEVER, simd), 1))
                .isEqualTo(dense);
        assertThat(weights(optimizer, 0.01f, PayingKernels.of(ALWAYS, NEVER, simd), 3))
                .isEqualTo(dense);
        PayingKernels grouped = new PayingKernels(NEVER, ALWAYS, simd);
        assertThat(weights(optimizer, 0.01f, grouped.kernels(), 1)).isEqualTo(dense);
        assertThat(grouped.calls("multiplyGrouped")).isPositive();
        assertThat(grouped.calls("multiplyTransposedGrouped")).isPositive();
        assertThat(weights(optimizer, 0.01f, PayingKernels.of(NEVER, ALWAYS, simd), 3))
                .isEqualTo(dense);
        assertThat(weights(optimizer, 0.01f, PayingKernels.of(0.3, 0.6, simd), 2))
                .isEqualTo(dense);
        assertThat(weights(optimizer, 0.01f, PayingKernels.of(ALWAYS, NEVER, new ReferenceKernels()), 2))
                .isEqualTo(dense);
        assertThat(weights(optimizer, 0.01f, PayingKernels.of(NEVER, ALWAYS, new ReferenceKernels()), 2))
                .isEqualTo(dense);
    }

    @ParameterizedTest
    @ValueSource(floats = {30, 1e15f, 1e30f})
    void whatIsNotFiniteEndsInTheSamePlace(float rate) {
        sameWithoutZeros(kernels -> end(rate, kernels));
    }

    @Test
    void anInfiniteGradientIsMultipliedByZerosToo() {
        sameWithoutZeros(ListedStepTest::ofInfiniteGradient);
    }

    /** The weights after a step of one layer with outputs so far from their targets that the loss is finite as a double only. */
    private static String ofInfiniteGradient(Kernels kernels) {
        float[][] rows = new float[96][80];
        float[][] values = new float[96][130];
        for (int r = 0; r < rows.length; r++) {
            rows[r][r % 40] = 1;
            Arrays.fill(values[r], 3e38f);
        }
        Sequential net = Sequential.of(Dense.linear(130)).loss(Loss.meanSquaredError());
        return weightsInTheEnd(net, Table.ofValues(rows, values), 1, kernels);
    }

    /** A unit that is saturated has a gradient of zero, and that times the feature which saturates it is no number. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anInfiniteFeatureIsMultipliedByZerosToo(int threads) {
        sameWithoutZeros(kernels -> {
            Sequential net = Sequential.of(new Dense(160, Activation.TANH), Dense.linear(10));
            return weightsInTheEnd(net, new OneInfiniteFeature(), threads, kernels);
        });
    }

    /** What comes out with all zeros comes out without any, and without those that samples share. */
    private static void sameWithoutZeros(Function<Kernels, String> result) {
        Kernels simd = KernelChoice.choose("simd");
        String dense = result.apply(PayingKernels.of(NEVER, NEVER, simd));
        assertThat(result.apply(PayingKernels.of(ALWAYS, NEVER, simd))).isEqualTo(dense);
        assertThat(result.apply(PayingKernels.of(NEVER, ALWAYS, simd))).isEqualTo(dense);
    }

    /** The weights after an epoch, or as they were when it diverged. */
    private static String weightsInTheEnd(Sequential net, Samples train, int threads, Kernels kernels) {
        try {
            Trainer.sgd(0.01f)
                    .batchSize(96)
                    .epochs(1)
                    .threads(threads)
                    .kernels(kernels)
                    .fit(net, train, null);
        } catch (DivergenceException e) {
            // as it should
        }
        return ModelFile.weightsSha256(net);
    }

    /** What a table refuses and other samples may have. */
    private static final class OneInfiniteFeature implements Samples {
        @Override
        public int size() {
            return 960;
        }

        @Override
        public int features() {
            return 160;
        }

        @Override
        public int outputs() {
            return 10;
        }

        @Override
        public void gather(Kernels kernels, int[] order, int from, int rows, PanelMatrix x, int firstRow) {
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < features(); j++) {
                    x.set(firstRow + r, j, j == 5 ? feature(order[from + r]) : 1 + j % 3);
                }
            }
        }

        /** Large for most, so that their gradients are zero and left out, and infinite for one, which is not in the first batch. */
        private static float feature(int sample) {
            return sample == 7 ? Float.POSITIVE_INFINITY : sample % 4 == 0 ? 1 : 1e30f;
        }

        @Override
        public void targets(int[] order, int from, int rows, float[] out, int width) {
            Arrays.fill(out, 0, rows * width, 0);
            for (int r = 0; r < rows; r++) {
                out[r * width + order[from + r] % 10] = 1;
            }
        }

        @Override
        public long checksum() {
            return 1;
        }
    }

    /** Of 4 steps an epoch; forward products come later. */
    @ParameterizedTest
    @ValueSource(ints = {60, 70})
    void sharedZerosAreLeftOutFromStep256On(int epochs) {
        PayingKernels kernels = new PayingKernels(0.5, 0.6, KernelChoice.choose("simd"));
        Trainer.sgd(0.01f)
                .batchSize(80)
                .epochs(epochs)
                .threads(1)
                .kernels(kernels.kernels())
                .fit(net(), IMAGES, null);
        assertThat(kernels.calls("multiplyTransposedGrouped") > 0).isEqualTo(epochs * 4 > 256);
        assertThat(kernels.calls("multiplyGrouped")).isZero();
    }

    /** The weights, or where it diverged. */
    private static String end(float rate, Kernels kernels) {
        try {
            return weights(Optimizer.sgd(), rate, kernels, 1);
        } catch (DivergenceException e) {
            return e.getMessage();
        }
    }
}
