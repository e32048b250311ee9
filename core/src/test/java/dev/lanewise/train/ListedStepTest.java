package dev.lanewise.train;

import static dev.lanewise.kernel.PayingKernels.ALWAYS;
import static dev.lanewise.kernel.PayingKernels.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PayingKernels;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.OptimizerKind;
import org.junit.jupiter.api.Tag;
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
        assertThat(weights(optimizer, 0.01f, PayingKernels.of(NEVER, ALWAYS, simd), 1))
                .isEqualTo(dense);
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
        Kernels simd = KernelChoice.choose("simd");
        String dense = end(rate, PayingKernels.of(NEVER, NEVER, simd));
        assertThat(end(rate, PayingKernels.of(ALWAYS, NEVER, simd))).isEqualTo(dense);
        assertThat(end(rate, PayingKernels.of(NEVER, ALWAYS, simd))).isEqualTo(dense);
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
