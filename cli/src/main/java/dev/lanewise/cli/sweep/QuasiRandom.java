package dev.lanewise.cli.sweep;

import java.util.SplittableRandom;

/**
 * Points in a cube that fill it more evenly than random ones: those of M. Roberts, "The unreasonable effectiveness of quasirandom
 * sequences", 2018. Coordinate i of point n is the fraction of start_i + n / φ^(i+1), where φ > 1 solves φ^(d+1) = φ + 1.
 */
final class QuasiRandom {
    private static final int ITERATIONS = 64;

    private final double[] start;
    private final double[] step;
    private long next;

    /**
     * A sequence of points.
     *
     * @param seed where it starts follows from this
     */
    QuasiRandom(int dimensions, long seed) {
        double phi = 2;
        for (int i = 0; i < ITERATIONS; i++) {
            phi = StrictMath.pow(1 + phi, 1.0 / (dimensions + 1));
        }
        SplittableRandom random = new SplittableRandom(seed);
        start = new double[dimensions];
        step = new double[dimensions];
        for (int i = 0; i < dimensions; i++) {
            start[i] = random.nextDouble();
            step[i] = StrictMath.pow(phi, -(i + 1.0));
        }
    }

    /** The next point, each of its numbers from 0 to below 1. */
    double[] next() {
        double[] out = new double[start.length];
        for (int i = 0; i < out.length; i++) {
            double at = start[i] + next * step[i];
            out[i] = at - StrictMath.floor(at);
        }
        next++;
        return out;
    }
}
