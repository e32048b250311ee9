package dev.lanewise.launcher;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that stands in for this one: same standard streams, same working directory, same exit code, and it ends when this one is
 * told to.
 */
final class ChildProcess extends Thread {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    /** The program itself waits for no more than ten seconds when it is told to end. */
    private static final int MOST_SECONDS = 20;

    private final ProcessBuilder builder;
    private Process process;

    ChildProcess(List<String> command) {
        builder = new ProcessBuilder(command).inheritIO();
        builder.environment().keySet().removeAll(JvmOptions.variables());
    }

    /**
     * Starts the process and waits for its end.
     *
     * @return its exit code
     * @throws IOException if it cannot be started
     */
    int awaitExit() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(this);
        return begin().waitFor();
    }

    private synchronized Process begin() throws IOException {
        process = builder.start();
        return process;
    }

    private synchronized Process begun() {
        return process;
    }

    /**
     * The shutdown hook. A signal to this process alone must reach the child; after Ctrl-C the child has had it from the terminal, and
     * a second one does no harm. Then the child may take its
     * time, to finish writing a file for one, and is killed if it has not ended when the program's own patience is long over. On Windows there is only Ctrl-C,
     * which the child gets too, and {@code destroy} would leave it no time.
     */
    @Override
    public void run() {
        Process child = begun();
        if (child == null) {
            return;
        }
        if (!WINDOWS) {
            child.destroy();
        }
        try {
            if (!child.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
