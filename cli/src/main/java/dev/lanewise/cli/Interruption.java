package dev.lanewise.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command tidy up when the process is told to end. Java answers Ctrl-C and SIGTERM by running shutdown hooks, after
 * which it exits with 130 or 143; the hook here asks the command to stop and waits for it.
 */
public final class Interruption {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    /** Starts to listen for the end of the process. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "lanewise-stop"));
    }

    /** The command should stop as soon as it can. */
    void request() {
        requested = true;
    }

    private void stop() {
        request();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("stopped without waiting any longer for the current step");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the command should stop. */
    public boolean requested() {
        return requested;
    }

    /** The command has done all it will do. */
    void finished() {
        finished.countDown();
    }
}
