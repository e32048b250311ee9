package dev.lanewise.bench.peers;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import org.bytedeco.javacpp.FloatPointer;

/** A product by a native library on memory outside the Java heap, where it need not be copied or pinned. */
final class NativeGemm implements Gemm {
    /** The library's {@code sgemm} on row-major matrices. */
    @FunctionalInterface
    interface Call {
        void run(Operands operands, FloatPointer a, int lda, FloatPointer b, int ldb, FloatPointer c, int ldc);
    }

    private final Call call;
    private final Operands operands;
    private final FloatPointer a;
    private final FloatPointer b;
    private final FloatPointer c;
    private final int lda;
    private final int ldb;

    NativeGemm(Call call, Operands operands) {
        this.call = call;
        this.operands = operands;
        Shape shape = operands.shape();
        a = new FloatPointer(operands.a());
        b = new FloatPointer(operands.b());
        c = new FloatPointer(operands.c());
        lda = shape.kind() == Shape.Kind.TN ? shape.m() : shape.k();
        ldb = shape.kind() == Shape.Kind.NT ? shape.k() : shape.n();
    }

    @Override
    public void run() {
        call.run(operands, a, lda, b, ldb, c, operands.shape().n());
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
