package dev.lanewise.bench.peers;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/** netlib's BLAS in Java, on the Vector API where the module is there; one thread. */
public final class Netlib implements GemmSystem {
    @Override
    public String label() {
        return "netlib";
    }

    /** It is column-major, in which row-major arrays are their own transposes: Cᵀ = op(B)ᵀ · op(A)ᵀ. */
    @Override
    public Gemm prepare(Operands operands, int threads) {
        BLAS blas = JavaBLAS.getInstance();
        Shape shape = operands.shape();
        float[] c = operands.c().clone();
        boolean transposeA = shape.kind() == Shape.Kind.TN;
        boolean transposeB = shape.kind() == Shape.Kind.NT;
        return new Gemm() {
            @Override
            public void run() {
                blas.sgemm(
                        transposeB ? "T" : "N",
                        transposeA ? "T" : "N",
                        shape.n(),
                        shape.m(),
                        shape.k(),
                        operands.alpha(),
                        operands.b(),
                        transposeB ? shape.k() : shape.n(),
                        operands.a(),
                        transposeA ? shape.m() : shape.k(),
                        operands.beta(),
                        c,
                        shape.n());
            }

            @Override
            public float[] result() {
                return c.clone();
            }
        };
    }
}
