package dev.lanewise.bench.gemm;

/** Plain loops in the order that the JIT compiler can vectorise: the innermost runs along rows of B and C. */
final class ScalarGemm extends RowMajorGemm {
    ScalarGemm(Operands operands) {
        super(operands);
    }

    @Override
    public void run() {
        if (shape.kind() == Shape.Kind.NT) {
            dotProducts();
            return;
        }
        scaleResult();
        for (int i = 0; i < shape.m(); i++) {
            for (int p = 0; p < shape.k(); p++) {
                addRow(operands.alpha() * operands.left(i, p), p * shape.n(), i * shape.n());
            }
        }
    }

    private void addRow(float factor, int from, int to) {
        for (int j = 0; j < shape.n(); j++) {
            c[to + j] = Math.fma(factor, b[from + j], c[to + j]);
        }
    }

    /** With B transposed the sum is along rows of both operands; floating-point sums are not vectorised. */
    private void dotProducts() {
        for (int i = 0; i < shape.m(); i++) {
            for (int j = 0; j < shape.n(); j++) {
                float sum = 0;
                for (int p = 0; p < shape.k(); p++) {
                    sum = Math.fma(a[i * shape.k() + p], b[j * shape.k() + p], sum);
                }
                c[i * shape.n() + j] = sum;
            }
        }
    }
}
