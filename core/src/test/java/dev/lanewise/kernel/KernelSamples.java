package dev.lanewise.kernel;

import dev.lanewise.kernel.choice.KernelChoice;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What tests of {@link Kernels} are fed with. */
final class KernelSamples {
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** Around the vector lengths, the tiles and the panels there are or may be. */
    static final int[] SIZES = {
        1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 20, 23, 24, 25, 31, 32, 33, 47, 48, 49, 63, 64, 65, 97, 101
    };

    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE
    };

    private KernelSamples() {}

    static Stream<Kernels> kernels() {
        return Stream.of(new ReferenceKernels(), KernelChoice.choose("simd"));
    }

    /** Numbers of full precision around 1, so that a product rounded before it is added shows. */
    static float[] numbers(SplittableRandom random, int length) {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (float) (random.nextDouble() * 4 - 2);
        }
        return out;
    }

    static float[] withSpecials(int seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] out = numbers(random, length);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(3) == 0) {
                out[i] = SPECIAL[random.nextInt(SPECIAL.length)];
            } else {
                out[i] *= 50;
            }
        }
        return out;
    }

    static PanelMatrix panels(int rows, int columns, float[] values) {
        PanelMatrix out = new PanelMatrix(rows, columns);
        out.setRowMajor(values);
        return out;
    }

    /** The elements of the last panel beyond the last column (and a zero, so that there is something to see). */
    static float[] beyondColumns(PanelMatrix matrix) {
        int panel = matrix.panels() - 1;
        int n = WIDTH - matrix.panelColumns(panel);
        float[] out = new float[matrix.rows() * n + 1];
        for (int r = 0; r < matrix.rows(); r++) {
            int at = matrix.offset(panel, r) + matrix.panelColumns(panel);
            System.arraycopy(matrix.data(), at, out, r * n, n);
        }
        return out;
    }
}
