package dev.lanewise.kernel;

/**
 * {@link Math#fma(float, float, float)}, and the same bits where neither the processor nor the JVM has the instruction: there the
 * JDK goes through {@code BigDecimal}, which takes hundreds of times as long as this.
 */
public final class Fma {
    /**
     * Whether {@code Math.fma} is one instruction here. It is not on x86 processors before 2013, in many virtual machines that
     * hide what their processor has, and with {@code -XX:-UseFMA}.
     */
    public static final boolean HARDWARE = isHardware(System.getProperty("os.arch"));

    /** Of the bits of a double, those that a float has no room for. */
    private static final long BEYOND_FLOAT = (1L << 29) - 1;

    /** These bits of a double that is half-way between two floats. */
    private static final long HALF_WAY = 1L << 28;

    private Fma() {}

    /** {@code a * b + c}, rounded once. */
    public static float fma(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : software(a, b, c);
    }

    /**
     * The same from operations on doubles. The product is exact, as two mantissas of 24 bits fit into 53. The sum is rounded; that
     * rounding it again gives what rounding once would have given is in doubt only where it is half-way between two floats, or
     * where floats are further apart, below the normal ones.
     */
    static float software(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        boolean halfWay = (Double.doubleToRawLongBits(sum) & BEYOND_FLOAT) == HALF_WAY;
        boolean normal = Math.abs(sum) >= Float.MIN_NORMAL || sum == 0; // a sum of zero is exact
        return !halfWay && normal ? (float) sum : viaOdd(product, c, sum);
    }

    /**
     * Rounds a sum to odd before it is rounded to a float: of the two doubles next to the exact sum the one whose last bit is set,
     * which is on the right side of every float and of every middle of two (S. Boldo, G. Melquiond, "Emulation of FMA and
     * Correctly Rounded Sums: Proved Algorithms Using Rounding to Odd", IEEE Transactions on Computers 57, 2008).
     */
    private static float viaOdd(double product, double c, double sum) {
        double rounded = sum - product;
        double error =
                (product - (sum - rounded)) + (c - rounded); // exact (D. Knuth), or NaN where something is not finite
        long bits = Double.doubleToRawLongBits(sum);
        if ((error < 0 || error > 0) && (bits & 1) == 0) {
            bits += error > 0 == sum > 0 ? 1 : -1; // away from zero or towards it
        }
        return (float) Double.longBitsToDouble(bits);
    }

    /**
     * Tells by a NaN, of which instructions keep the bits and the JDK's own code does not. RISC-V's keep none, but every processor
     * with floats has the instruction.
     */
    private static boolean isHardware(String architecture) {
        int quiet = 0x7FC12345;
        return Float.floatToRawIntBits(Math.fma(Float.intBitsToFloat(quiet), 1f, 1f)) == quiet
                || architecture.startsWith("riscv");
    }
}
