package dev.lanewise.bench.peers;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import org.bytedeco.dnnl.global.dnnl;

/** oneDNN, whose product takes what that of CBLAS takes but the order; {@code OMP_NUM_THREADS} sets the threads. */
public final class OneDnn implements GemmSystem {
    @Override
    public String label() {
        return "onednn";
    }

    @Override
    public Gemm prepare(Operands operands, int threads) {
        return new NativeGemm(
                (order, transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) -> {
                    int status = dnnl.dnnl_sgemm(
                            letter(transposeA), letter(transposeB), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
                    if (status != dnnl.dnnl_success) {
                        throw new IllegalStateException("dnnl_sgemm failed with status " + status);
                    }
                },
                operands);
    }

    private static byte letter(int transpose) {
        return (byte) (transpose == NativeGemm.TRANSPOSE ? 'T' : 'N');
    }
}
