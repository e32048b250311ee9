package dev.lanewise.registry;

import java.util.Objects;

/**
 * Where a regularizer comes from.
 *
 * @param jar {@code built-in}, {@code this program}, or the path of a jar or folder of classes
 * @param sha256 the jar's SHA-256 in hexadecimal; empty if it is not a plug-in jar
 */
public record Origin(String jar, String sha256) {
    /** Shipped with Lanewise. */
    public static final Origin BUILT_IN = new Origin("built-in", "");

    /** Made by the program that trains. */
    public static final Origin PROGRAM = new Origin("this program", "");

    /** Checks that nothing is missing. */
    public Origin {
        Objects.requireNonNull(jar, "jar");
        Objects.requireNonNull(sha256, "sha256");
    }

    /** The jar. */
    @Override
    public String toString() {
        return jar;
    }
}
