package dev.lanewise.bench.machine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops of independent chains of fused multiply-adds in registers. Each chain adds to itself, {@code a = x * y + a}: written as {@code a
 * = a * x + y}, each step would begin with a copy of y, which some processors (Intel's) do on the units that multiply.
 */
enum FmaChains {
    /** Sixteen, more than two units with a latency of four cycles need; for machines with 32 vector registers. */
    MANY(16) {
        @Override
        float run(float factor, float addend) {
            return many(factor, addend);
        }
    },
    /** Ten, which sixteen registers hold. */
    FEW(10) {
        @Override
        float run(float factor, float addend) {
            return few(factor, addend);
        }
    };

    private static final VectorSpecies<Float> VECTOR = FloatVector.SPECIES_PREFERRED;
    private static final int ROUNDS = 20_000;

    private final int chains;

    FmaChains(int chains) {
        this.chains = chains;
    }

    /** Runs them, with small numbers, so that nothing overflows; the sum of all. */
    abstract float run(float factor, float addend);

    /** Floating-point operations of a run: a fused multiply-add counts as two. */
    double flops() {
        return 2.0 * chains * ROUNDS * VECTOR.length();
    }

    private static float many(float factor, float addend) {
        FloatVector x = FloatVector.broadcast(VECTOR, factor);
        FloatVector y = FloatVector.broadcast(VECTOR, addend);
        FloatVector a = y;
        FloatVector b = a.add(1f);
        FloatVector c = a.add(2f);
        FloatVector d = a.add(3f);
        FloatVector e = a.add(4f);
        FloatVector f = a.add(5f);
        FloatVector g = a.add(6f);
        FloatVector h = a.add(7f);
        FloatVector i = a.add(8f);
        FloatVector j = a.add(9f);
        FloatVector k = a.add(10f);
        FloatVector l = a.add(11f);
        FloatVector m = a.add(12f);
        FloatVector n = a.add(13f);
        FloatVector o = a.add(14f);
        FloatVector p = a.add(15f);
        for (int round = 0; round < ROUNDS; round++) {
            a = x.fma(y, a);
            b = x.fma(y, b);
            c = x.fma(y, c);
            d = x.fma(y, d);
            e = x.fma(y, e);
            f = x.fma(y, f);
            g = x.fma(y, g);
            h = x.fma(y, h);
            i = x.fma(y, i);
            j = x.fma(y, j);
            k = x.fma(y, k);
            l = x.fma(y, l);
            m = x.fma(y, m);
            n = x.fma(y, n);
            o = x.fma(y, o);
            p = x.fma(y, p);
        }
        return a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                .add(m)
                .add(n)
                .add(o)
                .add(p)
                .reduceLanes(VectorOperators.ADD);
    }

    private static float few(float factor, float addend) {
        FloatVector x = FloatVector.broadcast(VECTOR, factor);
        FloatVector y = FloatVector.broadcast(VECTOR, addend);
        FloatVector a = y;
        FloatVector b = a.add(1f);
        FloatVector c = a.add(2f);
        FloatVector d = a.add(3f);
        FloatVector e = a.add(4f);
        FloatVector f = a.add(5f);
        FloatVector g = a.add(6f);
        FloatVector h = a.add(7f);
        FloatVector i = a.add(8f);
        FloatVector j = a.add(9f);
        for (int round = 0; round < ROUNDS; round++) {
            a = x.fma(y, a);
            b = x.fma(y, b);
            c = x.fma(y, c);
            d = x.fma(y, d);
            e = x.fma(y, e);
            f = x.fma(y, f);
            g = x.fma(y, g);
            h = x.fma(y, h);
            i = x.fma(y, i);
            j = x.fma(y, j);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).reduceLanes(VectorOperators.ADD);
    }
}
