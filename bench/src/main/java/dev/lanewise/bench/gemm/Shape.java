package dev.lanewise.bench.gemm;

/**
 * A matrix product C = op(A) · op(B), written {@code NN-256x1024x784}.
 *
 * @param kind which operand is transposed
 * @param m rows of C
 * @param n columns of C
 * @param k the length of the sums
 */
public record Shape(Kind kind, int m, int n, int k) {
    /** Which operand is transposed, and where a training step needs that. */
    public enum Kind {
        /** Activations times weights, the forward pass. */
        NN,
        /** Gradients times transposed weights, the backward pass. */
        NT,
        /** Transposed activations times gradients, the update. */
        TN
    }

    /** Reads the text form. */
    public static Shape parse(String text) {
        String[] parts = text.split("[-x]");
        return new Shape(
                Kind.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
    }

    /** Floating-point operations; a fused multiply-add counts as two. */
    public double flops() {
        return 2.0 * m * n * k;
    }

    @Override
    public String toString() {
        return kind + "-" + m + "x" + n + "x" + k;
    }
}
