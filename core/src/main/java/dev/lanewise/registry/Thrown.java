package dev.lanewise.registry;

/** What strangers' code throws, in words. */
public final class Thrown {
    private Thrown() {}

    /** What it says of itself, and if a class could not be initialized, why; or its class alone if even its message fails. */
    public static String text(Throwable thrown) {
        try {
            boolean initializing = thrown instanceof ExceptionInInitializerError && thrown.getCause() != null;
            return initializing ? thrown + ": " + text(thrown.getCause()) : thrown.toString();
        } catch (Throwable e) { // a message may be made by a stranger's code, too
            return thrown.getClass().getName();
        }
    }
}
