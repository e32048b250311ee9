package dev.lanewise.data.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Watches work that may hang where no time-out reaches, such as in the resolver of host names. */
final class Progress {
    private final AtomicLong steps = new AtomicLong();

    /** Work that reads or writes. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void run() throws IOException;
    }

    /** The work got on. */
    void made() {
        steps.incrementAndGet();
    }

    /**
     * Does the work on a thread of its own, and leaves it alone if it has not got on for twice the patience: its own time-outs,
     * which know more, come first.
     */
    void watch(Duration patience, Work work) throws IOException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        Thread.ofPlatform().daemon().name("lanewise-fetch").start(task);
        try {
            await(task, patience.multipliedBy(2));
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("fetching was interrupted");
        }
    }

    private void await(FutureTask<Void> task, Duration longest) throws IOException, InterruptedException {
        for (long seen = -1; ; ) {
            try {
                task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (steps.get() == seen) {
                    task.cancel(true);
                    throw new IOException("nothing came for " + longest.toSeconds() + " s", e);
                }
                seen = steps.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            }
        }
    }
}
