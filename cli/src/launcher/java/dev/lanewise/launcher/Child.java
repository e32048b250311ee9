package dev.lanewise.launcher;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/**
 * The other end of a relaunch: the first class of the JVM that the launcher starts. It loads the vector module, sees to it that this
 * JVM does not outlive the launcher, and hands over to the program.
 *
 * <p>It runs on new JDKs only, but is compiled with the launcher for Java 8; what is younger is reached by reflection.
 */
public final class Child {
    /** The exit code by which this asks the launcher to load the module early; no program of ours uses it. */
    static final int NO_MODULE = 75;

    private static final int WATCH_MILLIS = 500;
    static final int TERMINATED = 128 + 15;

    private Child() {}

    /** Runs the main class that the first argument names with the rest of them. */
    public static void main(String[] args) throws Throwable {
        watchLauncher();
        if (!VectorModule.isLoaded()) {
            try {
                VectorModule.load();
            } catch (ReflectiveOperationException e) {
                System.exit(NO_MODULE);
            }
        }
        Launcher.invoke(args[0], Arrays.copyOfRange(args, 1, args.length));
    }

    /**
     * Ends this JVM, shutdown hooks and all, when the launcher is gone. A launcher that is asked to end passes that on; only one that is
     * killed outright cannot, and then the system gives this process another parent. The parent cannot be asked for where there are no
     * file descriptors left, which says nothing about the launcher.
     */
    private static void watchLauncher() throws ReflectiveOperationException {
        Class<?> handle = Class.forName("java.lang.ProcessHandle");
        Object self = handle.getMethod("current").invoke(null);
        Method parent = handle.getMethod("parent");
        Optional<?> launcher = (Optional<?>) parent.invoke(self);
        Thread watch = new Thread("launcher-watch") {
            @Override
            public void run() {
                try {
                    while (!isOther((Optional<?>) parent.invoke(self), launcher)) {
                        Thread.sleep(WATCH_MILLIS);
                    }
                    System.exit(TERMINATED);
                } catch (ReflectiveOperationException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        watch.setDaemon(true);
        watch.start();
    }

    private static boolean isOther(Optional<?> parent, Optional<?> launcher) {
        return parent.isPresent() && launcher.isPresent() && !parent.equals(launcher);
    }
}
