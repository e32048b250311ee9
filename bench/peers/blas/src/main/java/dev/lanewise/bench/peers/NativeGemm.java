package dev.lanewise.bench.peers;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import org.bytedeco.javacpp.FloatPointer;

/** A product by a native library on memory outside the Java heap, where it need not be copied or pinned. */
final class NativeGemm implements Gemm {
    static final int TRANSPOSE = 112;

    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;

    /** The library's {@code cblas_sgemm}. */
    @FunctionalInterface
    interface Sgemm {
        void run(
                int order,
                int transposeA,
                int transposeB,
                int m,
                int n,
                int k,
                float alpha,
                FloatPointer a,
                int lda,
                FloatPointer b,
                int ldb,
                float beta,
                FloatPointer c,
                int ldc);
    }

    private final Sgemm sgemm;
    private final Operands operands;
    private final Shape shape;
    private final boolean transposeA;
    private final boolean transposeB;
    private final FloatPointer a;
    private final FloatPointer b;
    private final FloatPointer c;

    NativeGemm(Sgemm sgemm, Operands operands) {
        this.sgemm = sgemm;
        this.operands = operands;
        shape = operands.shape();
        transposeA = shape.kind() == Shape.Kind.TN;
        transposeB = shape.kind() == Shape.Kind.NT;
        a = new FloatPointer(operands.a());
        b = new FloatPointer(operands.b());
        c = new FloatPointer(operands.c());
    }

    @Override
    public void run() {
        sgemm.run(
                ROW_MAJOR,
                transposeA ? TRANSPOSE : NO_TRANSPOSE,
                transposeB ? TRANSPOSE : NO_TRANSPOSE,
                shape.m(),
                shape.n(),
                shape.k(),
                operands.alpha(),
                a,
                transposeA ? shape.m() : shape.k(),
                b,
                transposeB ? shape.k() : shape.n(),
                operands.beta(),
                c,
                shape.n());
    }

    @Override
    public float[] result() {
        float[] out = new float[operands.c().length];
        c.get(out);
        return out;
    }

    @Override
    public void close() {
        a.deallocate();
        b.deallocate();
        c.deallocate();
    }
}
