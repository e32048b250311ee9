package dev.lanewise.kernel;

/**
 * The elementary functions in {@code fma}, scalar form. The platform's {@code exp} and {@code log} differ between machines and
 * between interpreted and compiled code in the last bit; these do not. The SIMD kernels repeat the same operations lane by lane.
 */
public final class Polynomials {
    /** Adding and subtracting 1.5 · 2²³ rounds a small float to the nearest integer. */
    public static final float ROUNDER = 12582912f;

    /** log₂ e. */
    public static final float LOG2E = 1.44269504f;

    /** The high part of ln 2; products with small integers are exact. */
    public static final float LN2_HIGH = 0.693359375f;

    /** ln 2 less its high part. */
    public static final float LN2_LOW = -2.12194440e-4f;

    /** Below this, {@link #exp} is zero: results would be subnormal. */
    public static final float EXP_MINIMUM = -87f;

    /** Above this, {@link #exp} is that of the limit; the engine never gets here, as softmax subtracts the maximum. */
    public static final float EXP_MAXIMUM = 88f;

    /** exp(r) = 1 + r + r² Q(r) for |r| ≤ ½ ln 2; from the highest power down (Cephes, expf). */
    static final float[] EXP = {
        1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f
    };

    /** log(1 + t) = t - t²/2 + t³ P(t) for √½ - 1 ≤ t ≤ √2 - 1; from the highest power down (Cephes, logf). */
    static final float[] LOG = {
        7.0376836292e-2f,
        -1.1514610310e-1f,
        1.1676998740e-1f,
        -1.2420140846e-1f,
        1.4249322787e-1f,
        -1.6668057665e-1f,
        2.0000714765e-1f,
        -2.4999993993e-1f,
        3.3333331174e-1f
    };

    /** √2 · erfinv for w &lt; 5, in powers of w - 2.5 (Giles, "Approximating the erfinv function", table 5, times √2). */
    static final float[] NORMAL_CENTRE = timesRootTwo(
            2.81022636e-08,
            3.43273939e-07,
            -3.5233877e-06,
            -4.39150654e-06,
            0.00021858087,
            -0.00125372503,
            -0.00417768164,
            0.246640727,
            1.50140941);

    /** √2 · erfinv for w ≥ 5, in powers of √w - 3 (the same source). */
    static final float[] NORMAL_TAIL = timesRootTwo(
            -0.000200214257,
            0.000100950558,
            0.00134934322,
            -0.00367342844,
            0.00573950773,
            -0.0076224613,
            0.00943887047,
            1.00167406,
            2.83297682);

    private Polynomials() {}

    private static float[] timesRootTwo(double... c) {
        float[] out = new float[c.length];
        for (int i = 0; i < c.length; i++) {
            out[i] = (float) (c[i] * StrictMath.sqrt(2));
        }
        return out;
    }

    /** Coefficients of {@link #exp}, highest power first. */
    public static float[] expCoefficients() {
        return EXP.clone();
    }

    /** Coefficients of {@link #log}, highest power first. */
    public static float[] logCoefficients() {
        return LOG.clone();
    }

    /** Coefficients of {@link #normal} near the centre, highest power first. */
    public static float[] normalCentre() {
        return NORMAL_CENTRE.clone();
    }

    /** Coefficients of {@link #normal} in the tails, highest power first. */
    public static float[] normalTail() {
        return NORMAL_TAIL.clone();
    }

    /** e to the power x, within 2 units in the last place for −87 ≤ x ≤ 88; 0 below; NaN for NaN. */
    public static float exp(float x) {
        if (x < EXP_MINIMUM) {
            return 0f;
        }
        float clamped = x > EXP_MAXIMUM ? EXP_MAXIMUM : x;
        float shifted = Math.fma(clamped, LOG2E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
        float q = EXP[0];
        for (int i = 1; i < EXP.length; i++) {
            q = Math.fma(q, r, EXP[i]);
        }
        float y = Math.fma(q, r * r, r) + 1f;
        int power = (Float.floatToRawIntBits(shifted) << 23) + 0x3F800000; // the bits of 2ⁿ
        return y * Float.intBitsToFloat(power);
    }

    /** The natural logarithm of a positive, normal x, within 2 units in the last place or 2⁻²⁴ near 1. */
    static float log(float x) {
        int bits = Float.floatToRawIntBits(x);
        int offset = bits - 0x3F3504F3; // √½, so that the mantissa ends up in √½ … √2
        int exponent = offset >> 23;
        float t = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
        float p = LOG[0];
        for (int i = 1; i < LOG.length; i++) {
            p = Math.fma(p, t, LOG[i]);
        }
        float square = t * t;
        float e = (float) exponent;
        float y = Math.fma(p * t, square, e * LN2_LOW);
        y = Math.fma(-0.5f, square, y);
        return Math.fma(e, LN2_HIGH, t + y);
    }

    /** A standard normal number from 32 random bits, of which the upper 24 count: √2 · erfinv of their place in (−1, 1). */
    public static float normal(int bits) {
        float x = Math.fma((float) (bits >>> 8), 0x1p-23f, 0x1p-24f - 1f);
        float w = -log((1f - x) * (1f + x));
        boolean tail = w >= 5f;
        float[] c = tail ? NORMAL_TAIL : NORMAL_CENTRE;
        float v = tail ? (float) Math.sqrt(w) - 3f : w - 2.5f;
        float p = c[0];
        for (int i = 1; i < c.length; i++) {
            p = Math.fma(p, v, c[i]);
        }
        return p * x;
    }
}
