package dev.lanewise.registry;

import java.util.function.Supplier;

/**
 * The context class loader while a stranger's code is called: its own, so that what it looks up by name, as many libraries do, is
 * in its jar or nowhere, and never one of ours.
 */
public final class ContextClassLoader {
    private ContextClassLoader() {}

    /** Calls code with a stranger's class loader. */
    public static <T> T of(ClassLoader loader, Supplier<T> code) {
        return kept(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            return code.get();
        });
    }

    /** Calls code that leaves any class loader behind, and puts back the one that was in force. */
    public static <T> T kept(Supplier<T> code) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            return code.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
