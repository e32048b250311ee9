package dev.lanewise.bench.gemm;

/** A product on row-major arrays, on one thread; NT and TN are left to each version, as that is where they differ. */
abstract class RowMajorGemm implements Gemm {
    final Operands operands;
    final Shape shape;
    final float[] a;
    final float[] b;
    final float[] c;

    RowMajorGemm(Operands operands) {
        this.operands = operands;
        shape = operands.shape();
        a = operands.a();
        b = operands.b();
        c = operands.c().clone();
    }

    /** C ← β · C. */
    final void scaleResult() {
        float beta = operands.beta();
        for (int i = 0; i < c.length; i++) {
            c[i] = beta == 0 ? 0 : beta * c[i];
        }
    }

    @Override
    public float[] result() {
        return c.clone();
    }
}
