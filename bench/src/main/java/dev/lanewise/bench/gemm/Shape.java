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
    private static final String SIZE = "[1-9]\\d{0,4}";

    /** Which operand is transposed, and where a training step needs that. */
    public enum Kind {
        /** Activations times weights, the forward pass. */
        NN,
        /** Gradients times transposed weights, the backward pass. */
        NT,
        /** Transposed activations times gradients, the update. */
        TN
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Shape parse(String text) {
        if (!text.matches("(NN|NT|TN)-" + SIZE + "x" + SIZE + "x" + SIZE)) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no product; write NN-256x1024x784, NT- or TN- for a transposed operand, sizes from 1 to 99999");
        }
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
