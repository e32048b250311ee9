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

    /** ln 2. */
    public static final float LN2 = 0.69314718f;

    /** The bits of √½, the least mantissa that {@link #normal} takes the logarithm of. */
    public static final int SQRT_HALF = 0x3F3504F3;

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

    /** What {@link #normal} adds to its logarithm before the square root. */
    public static final float NORMAL_SHIFT = 7f;

    /** The middle of the square roots that {@link #normal} takes; they are within √7 … √23. */
    public static final float NORMAL_MIDDLE = 3.75f;

    /** −log(1 + t) = t P(t) within 5e-7 for √½ - 1 ≤ t ≤ √2 - 1; from the highest power down (a minimax fit). */
    static final float[] MINUS_LOG = {
        -0.122109376f, 0.18782715f, -0.20454761f, 0.24896795f, -0.33316028f, 0.500014f, -1.0000008f
    };

    /**
     * √2 · erfinv(x) / x in powers of √(7 - log(1 - x²)) - 3.75, from the highest power down (a minimax fit; that the logarithm
     * and its root make erfinv smooth is from M. Giles, "Approximating the erfinv function").
     */
    static final float[] NORMAL = {
        -0.004943127f,
        0.0028784217f,
        0.020084396f,
        -0.02350102f,
        -0.014638038f,
        0.052379105f,
        -0.063204534f,
        0.03831931f,
        0.03906505f,
        -0.19646229f,
        1.9782467f,
        3.5234432f
    };

    /** tanh(x) = x + x³ P(x²) for |x| < {@link #TANH_BEND}; from the highest power down (Cephes, tanhf). */
    static final float[] TANH = {
        -5.70498872745e-3f, 2.06390887954e-2f, -5.37397155531e-2f, 1.33314422036e-1f, -3.33332819422e-1f
    };

    /** Up to here {@link #tanh} is a polynomial, beyond it comes from {@link #exp}. */
    public static final float TANH_BEND = 0.625f;

    /** 1 − Φ(x) = t P(t) exp(−x²/2) for x ≥ 0, within 1e-7; from the highest power down (Abramowitz and Stegun, 7.1.26). */
    static final float[] TAIL = {0.5307027145f, -0.7265760135f, 0.7107068705f, -0.142248368f, 0.127414796f};

    /** t = 1 / (1 + c |x|) in the tail of Φ: 0.3275911 · √½. */
    public static final float TAIL_SLOPE = 0.23164189f;

    /** 1 / √(2π). */
    public static final float INVERSE_ROOT_TWO_PI = 0.39894228f;

    private Polynomials() {}

    /** Coefficients of {@link #exp}, highest power first. */
    public static float[] expCoefficients() {
        return EXP.clone();
    }

    /** Coefficients of the logarithm in {@link #normal}, highest power first. */
    public static float[] minusLogCoefficients() {
        return MINUS_LOG.clone();
    }

    /** Coefficients of {@link #normal}, highest power first. */
    public static float[] normalCoefficients() {
        return NORMAL.clone();
    }

    /** Coefficients of {@link #tanh}, highest power first. */
    public static float[] tanhCoefficients() {
        return TANH.clone();
    }

    /** Coefficients of {@link #gaussian}, highest power first. */
    public static float[] tailCoefficients() {
        return TAIL.clone();
    }

    /** e to the power x, within 2 units in the last place for −87 ≤ x ≤ 88; 0 below; NaN for NaN. */
    public static float exp(float x) {
        if (x < EXP_MINIMUM) {
            return 0f;
        }
        float clamped = x > EXP_MAXIMUM ? EXP_MAXIMUM : x;
        float shifted = Fma.fma(clamped, LOG2E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Fma.fma(n, -LN2_LOW, Fma.fma(n, -LN2_HIGH, clamped));
        float y = Fma.fma(horner(EXP, r), r * r, r) + 1f;
        int power = (Float.floatToRawIntBits(shifted) << 23) + 0x3F800000; // the bits of 2ⁿ
        return y * Float.intBitsToFloat(power);
    }

    /**
     * A standard normal number from 32 random bits, of which the upper 24 count: √2 · erfinv of their place x in (−1, 1), within
     * 1e-6 of its size.
     */
    public static float normal(int bits) {
        float x = Fma.fma((float) (bits >>> 8), 0x1p-23f, 0x1p-24f - 1f);
        int raw = Float.floatToRawIntBits(Fma.fma(-x, x, 1f));
        int exponent = (raw - SQRT_HALF) >> 23;
        float t = Float.intBitsToFloat(raw - (exponent << 23)) - 1f;
        float minusLog = horner(MINUS_LOG, t);
        float square = Fma.fma(minusLog, t, Fma.fma((float) exponent, -LN2, NORMAL_SHIFT));
        return horner(NORMAL, (float) Math.sqrt(square) - NORMAL_MIDDLE) * x;
    }

    /** The hyperbolic tangent, within 2 units in the last place. */
    public static float tanh(float x) {
        float size = Math.abs(x);
        if (size < TANH_BEND) {
            float square = x * x;
            return Fma.fma(horner(TANH, square) * square, x, x);
        }
        float y = 1f - 2f / (exp(size + size) + 1f);
        return x < 0 ? -y : y;
    }

    /** The logistic function, 1 / (1 + exp(−x)), within 3 units in the last place; 0 below −87. */
    public static float logistic(float x) {
        float e = exp(-Math.abs(x));
        return (x >= 0 ? 1f : e) / (e + 1f);
    }

    /** exp(−x²/2). */
    public static float bell(float x) {
        return exp(-0.5f * (x * x));
    }

    /**
     * Φ(x), the standard normal distribution, within 2e-7.
     *
     * @param bell of x, see {@link #bell}
     */
    public static float gaussian(float x, float bell) {
        float t = 1f / Fma.fma(Math.abs(x), TAIL_SLOPE, 1f);
        float tail = horner(TAIL, t) * t * bell;
        return x >= 0 ? 1f - tail : tail;
    }

    private static float horner(float[] c, float v) {
        float p = c[0];
        for (int i = 1; i < c.length; i++) {
            p = Fma.fma(p, v, c[i]);
        }
        return p;
    }
}
