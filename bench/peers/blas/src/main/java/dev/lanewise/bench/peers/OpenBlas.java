package dev.lanewise.bench.peers;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS; {@code OPENBLAS_NUM_THREADS} sets the threads. */
public final class OpenBlas implements GemmSystem {
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final int TRANSPOSE = 112;

    @Override
    public String label() {
        return "openblas";
    }

    @Override
    public Gemm prepare(Operands operands, int threads) {
        return new NativeGemm(OpenBlas::multiply, operands);
    }

    private static void multiply(
            Operands operands, FloatPointer a, int lda, FloatPointer b, int ldb, FloatPointer c, int ldc) {
        Shape shape = operands.shape();
        openblas_nolapack.cblas_sgemm(
                ROW_MAJOR,
                shape.kind() == Shape.Kind.TN ? TRANSPOSE : NO_TRANSPOSE,
                shape.kind() == Shape.Kind.NT ? TRANSPOSE : NO_TRANSPOSE,
                shape.m(),
                shape.n(),
                shape.k(),
                operands.alpha(),
                a,
                lda,
                b,
                ldb,
                operands.beta(),
                c,
                ldc);
    }
}
