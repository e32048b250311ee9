package dev.lanewise.testkit;

import java.util.SplittableRandom;

/** Numbers to try hooks on. */
final class Numbers {
    private Numbers() {}

    /** Multiples of 1/64 between 0.25 and 2, of either sign: away from zero, where penalties have their kinks. */
    static float[] signed(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            float size = random.nextInt(16, 129) / 64f;
            out[i] = random.nextBoolean() ? size : -size;
        }
        return out;
    }

    static float[] plus(float[] values, float more) {
        float[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += more;
        }
        return out;
    }

    /** NaN is close to nothing. */
    static boolean close(double actual, double expected, double tolerance) {
        return Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected));
    }
}
