package dev.lanewise.launcher;

/**
 * The module {@code jdk.incubator.vector} and how to load it into a running JVM without the line "WARNING: Using incubator modules"
 * that the JVM prints when it is started with {@code --add-modules}.
 *
 * <p>The warning cannot be switched off, and a pipe that filters standard error would make it a pipe for the program too: no colours,
 * no progress bar. So the module is loaded after the start, by the method that the JVM itself calls to load a system module late. It
 * is internal to the JDK, hence the export. What HotSpot needs to compile vector code well, it switches on when it sees the module,
 * whichever way that comes.
 */
final class VectorModule {
    static final String NAME = "jdk.incubator.vector";

    /** The JVM option without which {@link #load} is refused. */
    static final String LATE = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

    /** The JVM option that needs no {@link #load} but prints the warning, for a JDK in which that method is gone. */
    static final String EARLY = "--add-modules=" + NAME;

    private VectorModule() {}

    static boolean isLoaded() {
        try {
            Class.forName(NAME + ".Vector", false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Loads the module. */
    static void load() throws ReflectiveOperationException {
        Class<?> modules = Class.forName("jdk.internal.module.Modules");
        modules.getMethod("loadModule", String.class).invoke(null, NAME);
    }
}
