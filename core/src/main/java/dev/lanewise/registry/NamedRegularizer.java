package dev.lanewise.registry;

import dev.lanewise.spi.Regularizer;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * A regularizer and where it came from, for messages and records.
 *
 * @param spec what the user typed, {@code dropout:0.5,0.9}
 * @param name {@code dropout}
 * @param version the plug-in's own, free text
 * @param origin the jar
 * @param regularizer the hooks, as they are at the start of a run
 * @param atProgress the hooks as the run has progressed, from 0 at its start to 1 at its end; null if they do not change
 */
public record NamedRegularizer(
        String spec,
        String name,
        String version,
        Origin origin,
        Regularizer regularizer,
        DoubleFunction<Regularizer> atProgress) {
    /** Checks that nothing is missing. */
    public NamedRegularizer {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(regularizer, "regularizer");
    }

    /** One that does not change over the run. */
    public NamedRegularizer(String spec, String name, String version, Origin origin, Regularizer regularizer) {
        this(spec, name, version, origin, regularizer, null);
    }

    /** Whether it changes over the run. */
    public boolean changes() {
        return atProgress != null;
    }

    /** The hooks in each epoch of a run; one of them if they do not change, or after the run, when there are no more epochs. */
    public List<Regularizer> over(int epochs) {
        if (!changes()) {
            return List.of(regularizer);
        }
        if (epochs == 0) {
            return List.of(atProgress.apply(1));
        }
        int last = Math.max(1, epochs - 1);
        return IntStream.range(0, epochs)
                .mapToObj(epoch -> atProgress.apply((double) epoch / last))
                .toList();
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
        Objects.requireNonNull(regularizer, "regularizer");
        String name = name(regularizer.getClass());
        String spec = regularizer instanceof Record given ? spec(given) : name;
        return new NamedRegularizer(spec, name, "unversioned", Origin.PROGRAM, regularizer);
    }

    /** With the elements of arrays, in whose place a record's own text has an address that differs from run to run. */
    private static String spec(Record regularizer) {
        RecordComponent[] components = regularizer.getClass().getRecordComponents();
        if (Arrays.stream(components).noneMatch(each -> each.getType().isArray())) {
            return regularizer.toString();
        }
        StringJoiner out = new StringJoiner(", ", name(regularizer.getClass()) + "[", "]");
        for (RecordComponent each : components) {
            String elements = Arrays.deepToString(new Object[] {value(each, regularizer)});
            out.add(each.getName() + "=" + elements.substring(1, elements.length() - 1));
        }
        return out.toString();
    }

    private static Object value(RecordComponent component, Record of) {
        Method accessor = component.getAccessor();
        accessor.trySetAccessible();
        try {
            return accessor.invoke(of);
        } catch (ReflectiveOperationException e) { // of a module that does not open it: then its type must do
            return component.getType().getSimpleName();
        }
    }

    /** As its author sees it: an anonymous class has no simple name, and a lambda's has an address that differs from run to run. */
    private static String name(Class<?> type) {
        String whole = type.getName();
        String own = type.isAnonymousClass() ? whole.substring(whole.lastIndexOf('.') + 1) : type.getSimpleName();
        return type.isHidden() ? own.substring(0, own.lastIndexOf('/')) : own;
    }
}
