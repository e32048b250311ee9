package dev.lanewise.bench.peers;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import org.bytedeco.mkl.global.mkl_rt;

/** Intel MKL; {@code MKL_NUM_THREADS} sets the threads. */
public final class Mkl implements GemmSystem {
    @Override
    public String label() {
        return "mkl";
    }

    @Override
    public Gemm prepare(Operands operands, int threads) {
        return new NativeGemm(mkl_rt::cblas_sgemm, operands);
    }
}
