package dev.lanewise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * The bits of {@link Math#fma(float, float, float)} without the instruction. {@code -Dfma.triples=1000000000} compares that many in
 * place of the usual number, {@code -Dfma.seed=7} others.
 */
class FmaTest {
    private static final long TRIPLES = Long.getLong("fma.triples", Fma.HARDWARE ? 10_000_000 : 100_000);
    private static final long SEED = Long.getLong("fma.seed", 1);

    private static final float[] SPECIAL = {
        0f,
        1f,
        3f,
        1 + 0x1p-23f,
        1 - 0x1p-24f,
        0x1p-12f,
        0x1.fffffep-126f,
        0x1p-75f,
        0x1p64f,
        Float.MIN_VALUE,
        3 * Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MIN_NORMAL - Float.MIN_VALUE,
        Float.MAX_VALUE,
        Float.MAX_VALUE / 2,
        Float.POSITIVE_INFINITY,
        Float.NaN
    };

    @Test
    void everyTripleOfSpecialNumbersHasTheBits() {
        for (float a : SPECIAL) {
            for (float b : SPECIAL) {
                for (float c : SPECIAL) {
                    for (int signs = 0; signs < 8; signs++) {
                        check(signed(a, signs & 1), signed(b, signs & 2), signed(c, signs & 4));
                    }
                }
            }
        }
    }

    private static float signed(float x, int negative) {
        return negative == 0 ? x : -x;
    }

    /** A fifth of the triples each: any bits; numbers of like size; subnormal results; sums near a middle of floats; short mantissas. */
    @RepeatedTest(5)
    void randomTriplesHaveTheBits(RepetitionInfo kind) {
        SplittableRandom random = new SplittableRandom(SEED * 5 + kind.getCurrentRepetition());
        for (long i = 0; i < TRIPLES / 5; i++) {
            float a = Float.intBitsToFloat(random.nextInt());
            float b = Float.intBitsToFloat(random.nextInt());
            float c = Float.intBitsToFloat(random.nextInt());
            switch (kind.getCurrentRepetition()) {
                case 1 -> check(a, b, c);
                case 2 -> check(exponent(a, random, -8, 8), exponent(b, random, -8, 8), exponent(c, random, -16, 16));
                case 3 ->
                    check(
                            exponent(a, random, -80, -60),
                            exponent(b, random, -80, -60),
                            exponent(c, random, -150, -120));
                case 4 -> checkNearMiddle(exponent(a, random, -70, 70), exponent(b, random, -60, 60), random);
                default -> check(shortened(a, random), shortened(b, random), shortened(c, random));
            }
        }
    }

    /** The sign and mantissa of {@code x} with an exponent between two. */
    private static float exponent(float x, SplittableRandom random, int least, int most) {
        int mantissa = Float.floatToRawIntBits(x) & 0x807FFFFF | 0x3F800000;
        return Math.scalb(Float.intBitsToFloat(mantissa), random.nextInt(least, most + 1));
    }

    /** A product that ends where a float ends, or half of its last digit later, and a tiny number or the rest of a sum with it. */
    private static void checkNearMiddle(float a, float b, SplittableRandom random) {
        float twoDigits = Float.intBitsToFloat(Float.floatToRawIntBits(b) & 0xFFC00000);
        double product = (double) a * twoDigits;
        check(a, twoDigits, (float) Math.scalb(product, -random.nextInt(20, 80)));
        check(a, b, (float) (Math.nextUp((float) ((double) a * b)) - (double) a * b));
        check(a, b, -(float) ((double) a * b));
    }

    /** Small multiples of powers of two, whose sums are exact, or half-way, or miss it by little. */
    private static float shortened(float x, SplittableRandom random) {
        float digits = Float.intBitsToFloat(Float.floatToRawIntBits(x) & 0xFFFFFFFF << random.nextInt(24));
        return exponent(digits, random, -30, 30);
    }

    private static void check(float a, float b, float c) {
        int expected = Float.floatToIntBits(Math.fma(a, b, c));
        if (Float.floatToIntBits(Fma.software(a, b, c)) != expected) {
            throw new AssertionError("software(" + Float.toHexString(a) + ", " + Float.toHexString(b) + ", "
                    + Float.toHexString(c) + ") is " + Float.toHexString(Fma.software(a, b, c)) + " and should be "
                    + Float.toHexString(Float.intBitsToFloat(expected)));
        }
    }

    @Test
    void whatIsCalledHasTheBitsToo() {
        assertThat(Fma.fma(1 + 0x1p-23f, 1 + 0x1p-23f, -1 - 0x1p-22f)).isEqualTo(0x1p-46f);
    }
}
