package dev.lanewise.cli;

import java.util.concurrent.TimeUnit;

/** Waits for the end of a process, but not for ever. */
public final class Patience {
    private static final long MOST_MINUTES = 5;

    private Patience() {}

    /**
     * The exit code of a process, once it has ended.
     *
     * @throws AssertionError if it has not after minutes; then it is killed
     */
    public static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            String command = process.info().commandLine().orElse("process " + process.pid());
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("still running after " + MOST_MINUTES + " minutes: " + command);
        }
        return process.exitValue();
    }
}
