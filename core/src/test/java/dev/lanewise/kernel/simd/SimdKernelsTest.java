package dev.lanewise.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.ReferenceKernels;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dense products in the way that is for other processors than this one, which the contract test does not see. */
@Tag("width")
class SimdKernelsTest {
    private static final int WIDTH = PanelMatrix.WIDTH;

    private final SplittableRandom random = new SplittableRandom(11);
    private final Kernels reference = new ReferenceKernels();
    private final Kernels other = new SimdKernels(!Species.X86);

    private PanelMatrix numbers(int rows, int columns) {
        float[] out = new float[rows * columns];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (random.nextDouble() * 2 - 1);
        }
        PanelMatrix matrix = new PanelMatrix(rows, columns);
        matrix.setRowMajor(out);
        return matrix;
    }

    @ParameterizedTest
    @CsvSource({"4, 1, 5", "12, 16, 10", "28, 40, 16", "60, 130, 32", "152, 300, 42", "40, 33, 300"})
    void productsAreThoseOfTheReference(int rows, int depth, int columns) {
        PanelMatrix left = numbers(rows, depth);
        PanelMatrix right = numbers(depth, columns);
        float[] start = numbers(1, right.panels() * WIDTH).toRowMajor();
        assertThat(product(other, left, right, start)).isEqualTo(product(reference, left, right, start));
    }

    private static float[] product(Kernels kernels, PanelMatrix left, PanelMatrix right, float[] start) {
        PanelMatrix out = new PanelMatrix(left.rows(), right.columns());
        kernels.multiply(left, 0, left.rows(), right, 0, right.panels(), start, out, kernels.scratch());
        return out.toRowMajor();
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 10", "16, 33, 16", "40, 64, 42", "300, 70, 300"})
    void transposedProductsAreThoseOfTheReference(int depth, int rows, int columns) {
        PanelMatrix left = numbers(depth, rows);
        PanelMatrix right = numbers(depth, columns);
        assertThat(transposed(other, left, right)).isEqualTo(transposed(reference, left, right));
    }

    private static float[] transposed(Kernels kernels, PanelMatrix left, PanelMatrix right) {
        int length = left.panels() * WIDTH * WIDTH;
        float[] out = new float[right.panels() * length];
        float[] all = out.clone();
        Kernels.PanelDone keep = (p, at) -> System.arraycopy(out, at, all, p * length, left.columns() * WIDTH);
        kernels.multiplyTransposed(
                left, 0, left.panels(), right, 0, right.panels(), left.rows(), out, keep, kernels.scratch());
        return all;
    }
}
