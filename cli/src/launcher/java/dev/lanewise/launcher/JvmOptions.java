package dev.lanewise.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The JVM options of the program: those it wants, then those the caller gave, which win. */
final class JvmOptions {
    /** What only one JVM at a time can have: the launcher's JVM has opened these ports already. */
    private static final List<String> NOT_SHARED = Arrays.asList(
            "-agentlib:jdwp",
            "-Xrunjdwp",
            "-Dcom.sun.management.jmxremote.port=",
            "-Dcom.sun.management.jmxremote.rmi.port=",
            "-Dcom.sun.management.jdp.port=");

    /** HotSpot's warnings would stand in the program's output, which may be JSON; on standard error they say as much. */
    private static final List<String> WARNINGS_TO_STDERR = Arrays.asList("-Xlog:disable", "-Xlog:all=warning:stderr");

    private JvmOptions() {}

    /**
     * Variables in which a JVM looks for options. The JVM reports what it found there among the caller's options; so the program gets
     * it on its command line, after what it wants, and must not find it in its environment a second time.
     */
    static List<String> variables() {
        boolean java8 = System.getProperty("java.specification.version").startsWith("1.");
        return java8
                ? Arrays.asList("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")
                : Arrays.asList("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");
    }

    /**
     * Joins the options.
     *
     * @param wanted what the program wants
     * @param callers what this JVM was started with
     * @param sameJdk whether the program runs on the JDK that runs this; any other may not know the caller's {@code -XX} options,
     *     which were written for this one, and should go on without them rather than refuse to start
     */
    static List<String> merge(List<String> wanted, List<String> callers, boolean sameJdk) {
        List<String> passedOn = new ArrayList<>();
        boolean collectorChosen = false;
        for (String option : callers) {
            if (isLineOfFile(option)) {
                collectorChosen |= choosesCollector("-XX:" + option);
            } else if (!startsWithAny(option, NOT_SHARED)) {
                passedOn.add(option);
                collectorChosen |= choosesCollector(option);
            }
        }
        List<String> all = new ArrayList<>(WARNINGS_TO_STDERR);
        for (String option : wanted) {
            // The JVM refuses to start with two collectors, even if the later would win.
            if (!collectorChosen || !choosesCollector(option)) {
                all.add(option);
            }
        }
        if (!sameJdk && !passedOn.isEmpty()) {
            all.add("-XX:+IgnoreUnrecognizedVMOptions");
        }
        all.addAll(passedOn);
        return all;
    }

    /**
     * The option by which this JVM was chosen among those of its JDK, which it does not report; none for the usual one.
     *
     * @param name {@code java.vm.name}
     */
    static List<String> variant(String name) {
        for (String variant : Arrays.asList("Zero", "Minimal", "Client")) {
            if (name.contains(variant + " VM")) {
                return Arrays.asList("-" + variant.toLowerCase(Locale.ROOT));
            }
        }
        return Arrays.asList();
    }

    /** A JVM reports the lines of the file that {@code -XX:Flags} names, such as {@code +UseZGC}; the next one reads it itself. */
    private static boolean isLineOfFile(String reported) {
        return !reported.startsWith("-");
    }

    private static boolean choosesCollector(String option) {
        return option.equals("-XX:+AggressiveHeap") || option.startsWith("-XX:+Use") && option.endsWith("GC");
    }

    private static boolean startsWithAny(String option, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (option.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
