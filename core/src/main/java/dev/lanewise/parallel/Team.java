package dev.lanewise.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that do the same phase of work together, then wait for each other. The calling thread is worker 0. Waiting spins for
 * a while, as phases are well under a millisecond, then parks.
 */
public final class Team implements AutoCloseable {
    /** A few tenths of a millisecond of spinning: longer than any gap inside a step, shorter than an evaluation. */
    private static final int SPINS = 20_000;

    /** A piece of work that every worker does its part of. */
    @FunctionalInterface
    public interface Phase {
        /** Does the part of worker {@code worker} = 0 … size - 1. */
        public void run(int worker);
    }

    private final Worker[] workers;
    private final AtomicInteger running = new AtomicInteger();
    private volatile int generation;
    private volatile Thread caller;
    private volatile boolean callerParked;
    private volatile boolean closed;
    private Phase phase;
    private Throwable ownFailure;

    public Team(int size) {
        workers = new Worker[size - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].start();
        }
    }

    public int size() {
        return workers.length + 1;
    }

    /**
     * Runs the phase on all workers and returns when the last is done.
     *
     * @throws RuntimeException or Error what the first of the workers, by number, threw
     * @throws IllegalStateException if the team is closed
     */
    public void run(Phase work) {
        if (closed) {
            throw new IllegalStateException("the team is closed");
        }
        if (workers.length == 0) {
            work.run(0);
            return;
        }
        phase = work;
        caller = Thread.currentThread();
        running.set(workers.length);
        generation++;
        for (Worker each : workers) {
            each.wake();
        }
        try {
            work.run(0);
        } catch (Throwable e) { // a worker that does not report would be waited for in vain
            ownFailure = e;
        }
        awaitOthers();
        rethrow();
    }

    private void awaitOthers() {
        for (int spins = 0; running.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                callerParked = true;
                if (running.get() > 0) {
                    LockSupport.park(this);
                }
                callerParked = false;
            }
        }
    }

    private void rethrow() {
        Throwable first = ownFailure;
        ownFailure = null;
        for (Worker each : workers) {
            if (first == null) {
                first = each.failure;
            }
            each.failure = null;
        }
        switch (first) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(first);
        }
    }

    @Override
    public void close() {
        closed = true;
        generation++;
        for (Worker each : workers) {
            each.wake();
        }
    }

    private final class Worker extends Thread {
        private final int number;
        private volatile boolean parked;
        private Throwable failure;

        Worker(int number) {
            super("lanewise-" + number);
            this.number = number;
            setDaemon(true);
        }

        private void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            for (int seen = 0; ; seen++) {
                awaitAfter(seen);
                if (closed) {
                    return;
                }
                try {
                    phase.run(number);
                } catch (Throwable e) {
                    failure = e;
                }
                if (running.decrementAndGet() == 0 && callerParked) {
                    LockSupport.unpark(caller);
                }
            }
        }

        private void awaitAfter(int seen) {
            for (int spins = 0; generation == seen; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    parked = true;
                    if (generation == seen) {
                        LockSupport.park(Team.this);
                    }
                    parked = false;
                }
            }
        }
    }
}
