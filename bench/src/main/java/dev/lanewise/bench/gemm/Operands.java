package dev.lanewise.bench.gemm;

import java.util.SplittableRandom;

/**
 * What a product starts from, row-major, the same for every system.
 *
 * @param shape what is multiplied
 * @param a [m][k], or [k][m] if transposed
 * @param b [k][n], or [n][k] if transposed
 * @param c [m][n], what a TN product, which is an update, is added to
 * @param alpha the factor of the product
 * @param beta the factor of {@code c}
 */
public record Operands(Shape shape, float[] a, float[] b, float[] c, float alpha, float beta) {
    /** Random numbers in -1…1; a TN product updates C as a training step does, the others replace it. */
    public static Operands random(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean update = shape.kind() == Shape.Kind.TN;
        return new Operands(
                shape,
                uniform(random, shape.m() * shape.k()),
                uniform(random, shape.k() * shape.n()),
                uniform(random, shape.m() * shape.n()),
                update ? -1e-3f : 1f,
                update ? 0.999f : 0f);
    }

    private static float[] uniform(SplittableRandom random, int length) {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (float) random.nextDouble(-1, 1);
        }
        return out;
    }

    /** {@code op(A)[row][column]}. */
    float left(int row, int column) {
        return shape.kind() == Shape.Kind.TN ? a[column * shape.m() + row] : a[row * shape.k() + column];
    }

    /** {@code op(B)[row][column]}. */
    float right(int row, int column) {
        return shape.kind() == Shape.Kind.NT ? b[column * shape.k() + row] : b[row * shape.n() + column];
    }

    /** Element {@code at} of the result, row-major, in double precision by its definition. */
    public double expected(int at) {
        int row = at / shape.n();
        int column = at % shape.n();
        double sum = 0;
        for (int p = 0; p < shape.k(); p++) {
            sum += (double) left(row, p) * right(p, column);
        }
        return alpha * sum + (beta == 0 ? 0 : beta * c[at]);
    }
}
