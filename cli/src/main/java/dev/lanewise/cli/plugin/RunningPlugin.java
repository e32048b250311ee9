package dev.lanewise.cli.plugin;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds code of plug-ins that some thread is in at the moment, to name it when it keeps the process from going on. */
public final class RunningPlugin {
    /** The names of plug-ins' class loaders begin with this; the path of the jar follows. */
    static final String LOADER = "plug-in ";

    private RunningPlugin() {}

    /** {@code stranger.Hook.multiply of plug-in /path/x.jar}, if it has been called and has not returned. */
    public static Optional<String> called() {
        return stacks().flatMap(each -> plugin(each).stream()).findFirst();
    }

    /** The same, if it is ending the process by {@link System#exit}. */
    public static Optional<String> exiting() {
        return stacks().filter(each -> Arrays.stream(each).anyMatch(RunningPlugin::isExit))
                .flatMap(each -> plugin(each).stream())
                .findFirst();
    }

    private static Stream<StackTraceElement[]> stacks() {
        return Thread.getAllStackTraces().values().stream();
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getClassName().equals(Runtime.class.getName())
                && frame.getMethodName().equals("exit");
    }

    private static Optional<String> plugin(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(each -> each.getClassLoaderName() != null
                        && each.getClassLoaderName().startsWith(LOADER))
                .findFirst()
                .map(each -> each.getClassName() + "." + each.getMethodName() + " of " + each.getClassLoaderName());
    }
}
