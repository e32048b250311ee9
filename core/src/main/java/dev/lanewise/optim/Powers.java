package dev.lanewise.optim;

/** Powers with whole exponents. {@code StrictMath.pow} makes arrays until it is compiled, and a step allocates nothing. */
final class Powers {
    private Powers() {}

    /**
     * {@code base} to the power of {@code exponent}, by squaring; right to about {@code exponent} units in the last place, which
     * no learning rate, a float, shows.
     *
     * @param exponent at least 0
     */
    static double power(double base, long exponent) {
        double out = 1;
        double square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) != 0) {
                out *= square;
            }
            square *= square;
        }
        return out;
    }
}
