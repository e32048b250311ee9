package dev.lanewise.train;

import dev.lanewise.spi.Regularizer;
import java.util.Objects;

/**
 * A regularizer and where it came from, for messages and records.
 *
 * @param spec what the user typed, {@code dropout:0.5,0.9}
 * @param name {@code dropout}
 * @param origin {@code built-in}, or the jar
 * @param regularizer the hooks
 */
public record NamedRegularizer(String spec, String name, String origin, Regularizer regularizer) {
    /** Checks that nothing is missing. */
    public NamedRegularizer {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(regularizer, "regularizer");
    }

    /** A regularizer made in a program rather than by name. */
    static NamedRegularizer of(Regularizer regularizer) {
        String name = regularizer.getClass().getSimpleName();
        return new NamedRegularizer(name, name, "this program", regularizer);
    }
}
