package dev.lanewise.registry;

/** Numbers as people type them. */
public final class Typed {
    private Typed() {}

    /** With the exponent that Java would write as {@code 1.0E30} written as {@code 1e30}. */
    public static String number(float value) {
        return exponent(Float.toString(value));
    }

    /** The same of a {@code double}. */
    public static String number(double value) {
        return exponent(Double.toString(value));
    }

    private static String exponent(String java) {
        return java.replace(".0E", "e").replace('E', 'e');
    }
}
