package dev.lanewise.bench.peers;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/** oneDNN; {@code OMP_NUM_THREADS} sets the threads. */
public final class OneDnn implements GemmSystem {
    @Override
    public String label() {
        return "onednn";
    }

    @Override
    public Gemm prepare(Operands operands, int threads) {
        return new NativeGemm(OneDnn::multiply, operands);
    }

    private static void multiply(
            Operands operands, FloatPointer a, int lda, FloatPointer b, int ldb, FloatPointer c, int ldc) {
        Shape shape = operands.shape();
        int status = dnnl.dnnl_sgemm(
                (byte) (shape.kind() == Shape.Kind.TN ? 'T' : 'N'),
                (byte) (shape.kind() == Shape.Kind.NT ? 'T' : 'N'),
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
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("dnnl_sgemm failed with status " + status);
        }
    }
}
