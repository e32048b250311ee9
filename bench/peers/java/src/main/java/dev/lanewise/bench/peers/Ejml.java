package dev.lanewise.bench.peers;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/** EJML's dense row-major products; one thread. */
public final class Ejml implements GemmSystem {
    @Override
    public String label() {
        return "ejml";
    }

    @Override
    public Gemm prepare(Operands operands, int threads) {
        Shape shape = operands.shape();
        boolean transposeA = shape.kind() == Shape.Kind.TN;
        boolean transposeB = shape.kind() == Shape.Kind.NT;
        FMatrixRMaj a = matrix(operands.a(), transposeA ? shape.k() : shape.m(), transposeA ? shape.m() : shape.k());
        FMatrixRMaj b = matrix(operands.b(), transposeB ? shape.n() : shape.k(), transposeB ? shape.k() : shape.n());
        FMatrixRMaj c = matrix(operands.c(), shape.m(), shape.n());
        return new Gemm() {
            @Override
            public void run() {
                if (transposeA) {
                    CommonOps_FDRM.scale(operands.beta(), c);
                    CommonOps_FDRM.multAddTransA(operands.alpha(), a, b, c);
                } else if (transposeB) {
                    CommonOps_FDRM.multTransB(a, b, c);
                } else {
                    CommonOps_FDRM.mult(a, b, c);
                }
            }

            @Override
            public float[] result() {
                return c.data.clone();
            }
        };
    }

    private static FMatrixRMaj matrix(float[] values, int rows, int columns) {
        FMatrixRMaj out = new FMatrixRMaj(rows, columns);
        System.arraycopy(values, 0, out.data, 0, values.length);
        return out;
    }
}
