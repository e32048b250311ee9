package dev.lanewise.bench.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API version that people write first: one accumulator, a mask for the tail, no blocking. */
final class NaiveVectorGemm extends RowMajorGemm {
    private static final VectorSpecies<Float> VECTOR = FloatVector.SPECIES_PREFERRED;

    NaiveVectorGemm(Operands operands) {
        super(operands);
    }

    @Override
    public void run() {
        for (int i = 0; i < shape.m(); i++) {
            if (shape.kind() == Shape.Kind.NT) {
                dotProducts(i);
            } else {
                row(i);
            }
        }
    }

    private void row(int i) {
        for (int j = 0; j < shape.n(); j += VECTOR.length()) {
            VectorMask<Float> mask = VECTOR.indexInRange(j, shape.n());
            FloatVector sum = FloatVector.zero(VECTOR);
            for (int p = 0; p < shape.k(); p++) {
                FloatVector right = FloatVector.fromArray(VECTOR, b, p * shape.n() + j, mask);
                sum = FloatVector.broadcast(VECTOR, operands.left(i, p)).fma(right, sum);
            }
            int at = i * shape.n() + j;
            FloatVector old = FloatVector.fromArray(VECTOR, c, at, mask).mul(operands.beta());
            sum.mul(operands.alpha()).add(old).intoArray(c, at, mask);
        }
    }

    private void dotProducts(int i) {
        for (int j = 0; j < shape.n(); j++) {
            FloatVector sum = FloatVector.zero(VECTOR);
            for (int p = 0; p < shape.k(); p += VECTOR.length()) {
                VectorMask<Float> mask = VECTOR.indexInRange(p, shape.k());
                FloatVector left = FloatVector.fromArray(VECTOR, a, i * shape.k() + p, mask);
                sum = left.fma(FloatVector.fromArray(VECTOR, b, j * shape.k() + p, mask), sum);
            }
            c[i * shape.n() + j] = sum.reduceLanes(VectorOperators.ADD);
        }
    }
}
