package dev.lanewise.registry;

import dev.lanewise.spi.Regularizer;
import java.util.Objects;

/**
 * A regularizer and where it came from, for messages and records.
 *
 * @param spec what the user typed, {@code dropout:0.5,0.9}
 * @param name {@code dropout}
 * @param version the plug-in's own, free text
 * @param origin the jar
 * @param regularizer the hooks
 */
public record NamedRegularizer(String spec, String name, String version, Origin origin, Regularizer regularizer) {
    /** Checks that nothing is missing. */
    public NamedRegularizer {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(regularizer, "regularizer");
    }

    /**
     * Makes the class loader of the regularizer the context class loader of this thread, before a hook is called. A hook is
     * called for each block, so nothing is restored after it: who called the first sees to that.
     */
    public void enter() {
        Thread.currentThread().setContextClassLoader(regularizer.getClass().getClassLoader());
    }

    /** A regularizer made in a program rather than by name; a record's spec has its arguments in it. */
    public static NamedRegularizer of(Regularizer regularizer) {
        String name = regularizer.getClass().getSimpleName();
        String spec = regularizer instanceof Record ? regularizer.toString() : name;
        return new NamedRegularizer(spec, name, "unversioned", Origin.PROGRAM, regularizer);
    }
}
