package dev.lanewise.data.fetch;

/** Something that is done if the JVM is told to end before this is closed. */
final class AtExit implements AutoCloseable {
    private final Thread hook;

    AtExit(Runnable action) {
        hook = new Thread(action);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending, so the action is being done
        }
    }
}
