package dev.lanewise.nn;

import static dev.lanewise.kernel.PayingKernels.ALWAYS;
import static dev.lanewise.kernel.PayingKernels.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PayingKernels;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.train.TinyImages;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Predictions have the same bits whether zeros are left out or not. */
@Tag("width")
class InferenceTest {
    private static final int IMAGES = 150;
    private static final int FEATURES = 200;
    private static final int CLASSES = 10;

    /** Batches of 64, 64 and 22. */
    private static final int BATCH = 64;

    /** Images of which the first and last quarter is black, and every third of the other pixels. */
    private static LabelledImages images() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] pixels = new byte[IMAGES * FEATURES];
        for (int i = 0; i < pixels.length; i++) {
            int place = i % FEATURES;
            boolean inside = place >= FEATURES / 4 && place < 3 * FEATURES / 4;
            pixels[i] = (byte) (inside && random.nextInt(3) > 0 ? 1 + random.nextInt(255) : 0);
        }
        return new LabelledImages(pixels, new byte[IMAGES], FEATURES, 1, Collections.nCopies(CLASSES, "class"));
    }

    /** @param batches after which they are computed; the first are there to make inference do what pays for many only */
    private static float[] outputs(Kernels kernels, int batches) {
        Sequential net = Sequential.of(Dense.relu(260), Dense.relu(130), Dense.linear(CLASSES));
        TinyImages.initialised(net, FEATURES, 3);
        float[] out = new float[IMAGES * CLASSES];
        Inference inference = new Inference(kernels, net, BATCH);
        LabelledImages images = images();
        for (int done = 0; done <= batches; done += IMAGES / BATCH) {
            inference.run(images, 0, IMAGES, out);
        }
        return out;
    }

    @Test
    void leavingOutZerosChangesNoBit() {
        Kernels simd = KernelChoice.choose("simd");
        float[] expected = outputs(PayingKernels.of(NEVER, NEVER, new ReferenceKernels()), 0);
        assertThat(outputs(PayingKernels.of(ALWAYS, NEVER, new ReferenceKernels()), 3))
                .isEqualTo(expected);
        assertThat(outputs(PayingKernels.of(NEVER, NEVER, simd), 3)).isEqualTo(expected);
        assertThat(outputs(PayingKernels.of(ALWAYS, NEVER, simd), 3)).isEqualTo(expected);
        PayingKernels grouped = new PayingKernels(NEVER, ALWAYS, simd);
        assertThat(outputs(grouped.kernels(), LayerInference.MANY_BATCHES)).isEqualTo(expected);
        assertThat(grouped.calls("multiplyGrouped")).isPositive();
    }
}
