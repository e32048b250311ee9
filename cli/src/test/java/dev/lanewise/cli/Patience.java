package dev.lanewise.cli;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Starts processes and waits for them, but not for ever: each is killed after minutes, so that nobody reads from it any longer. */
public final class Patience {
    private static final long MOST_MINUTES = 5;

    /** Those that have not ended; a test that fails leaves some behind, which must not outlive it. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Patience::kill)));
    }

    private Patience() {}

    /** Starts a process that has minutes to end. */
    public static Process start(ProcessBuilder builder) throws IOException {
        return limited(builder.start());
    }

    /** Starts processes of which each reads what the one before writes. */
    public static List<Process> startPipeline(ProcessBuilder... builders) throws IOException {
        return ProcessBuilder.startPipeline(List.of(builders)).stream()
                .map(Patience::limited)
                .toList();
    }

    private static Process limited(Process process) {
        RUNNING.add(process);
        process.onExit().thenAccept(RUNNING::remove);
        process.onExit().orTimeout(MOST_MINUTES, TimeUnit.MINUTES).exceptionally(late -> {
            kill(process);
            return process;
        });
        return process;
    }

    /**
     * The exit code of a process, once it has ended.
     *
     * @throws AssertionError if it has not after minutes; then it is killed
     */
    public static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            String command = process.info().commandLine().orElse("process " + process.pid());
            kill(process);
            throw new AssertionError("still running after " + MOST_MINUTES + " minutes: " + command);
        }
        return process.exitValue();
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
