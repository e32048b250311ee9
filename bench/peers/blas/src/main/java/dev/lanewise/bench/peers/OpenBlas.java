package dev.lanewise.bench.peers;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS; {@code OPENBLAS_NUM_THREADS} sets the threads. */
public final class OpenBlas implements GemmSystem {
    @Override
    public String label() {
        return "openblas";
    }

    @Override
    public Gemm prepare(Operands operands, int threads) {
        return new NativeGemm(openblas_nolapack::cblas_sgemm, operands);
    }
}
