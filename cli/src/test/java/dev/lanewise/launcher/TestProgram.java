package dev.lanewise.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.incubator.vector.FloatVector;

/** What the launcher starts in {@link LauncherIT}: does what its first argument says. */
public final class TestProgram {
    private TestProgram() {}

    /** Runs one of the tricks below. */
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "arguments" -> System.out.print(String.join("\n", args));
            case "exit" -> System.exit(Integer.parseInt(args[1]));
            case "throw" -> throw new IllegalStateException(args[1]);
            case "copy" -> System.in.transferTo(System.out);
            case "progress" -> System.err.print("\r 50%\r100%");
            case "vector" ->
                System.out.print(FloatVector.zero(FloatVector.SPECIES_128).lane(0));
            case "where" -> System.out.print(Path.of("").toAbsolutePath());
            case "streams" -> printStreams();
            case "jvm", "list" -> printJvm();
            case "wait" -> waitForTheEnd();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void printStreams() throws IOException {
        for (int descriptor = 0; descriptor <= 2; descriptor++) {
            System.out.println(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)));
        }
    }

    private static void printJvm() {
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("options " + ManagementFactory.getRuntimeMXBean().getInputArguments());
        System.out.println("environment " + System.getenv("JAVA_TOOL_OPTIONS") + System.getenv("JDK_JAVA_OPTIONS"));
    }

    private static void waitForTheEnd() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("finished in time")));
        System.out.println(ProcessHandle.current().pid());
        Thread.sleep(Duration.ofMinutes(5));
    }
}
