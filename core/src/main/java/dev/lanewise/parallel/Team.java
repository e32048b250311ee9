package dev.lanewise.parallel;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that do the same phase of work together. The calling thread is worker 0. Waiting spins for a while, as phases are well under a
 * millisecond, then parks.
 *
 * <p>A phase is over when worker 0 finds nothing left to do and those who took part are done. A worker that has not come by then is not
 * waited for: where other programs hold the processors it may get one only after many milliseconds, and a step has dozens of phases.
 */
public final class Team implements AutoCloseable {
    /** A few tenths of a millisecond of spinning: longer than any gap inside a step, shorter than an evaluation. */
    private static final int SPINS = 20_000;

    /** A piece of work of which every worker does what nobody else has begun. */
    @FunctionalInterface
    public interface Phase {
        /** Works as worker {@code worker} = 0 … size - 1 until nothing is left. Worker 0 must not count on others to do anything. */
        void run(int worker);
    }

    /** States of a worker: waiting, asked to take part, taking part. No enum, as the collector would note each change. */
    private static final int IDLE = 0;

    private static final int OFFERED = 1;
    private static final int WORKING = 2;

    private final Worker[] workers;
    private volatile Thread caller;
    private volatile boolean callerParked;
    private volatile boolean closed;
    private Phase phase;
    private Throwable ownFailure;

    public Team(int size) {
        this(size, Thread::new);
    }

    Team(int size, ThreadFactory threads) {
        workers = new Worker[size - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1, threads);
        }
        for (Worker each : workers) {
            each.thread.start();
        }
    }

    public int size() {
        return workers.length + 1;
    }

    /**
     * Runs the phase and returns when it is over.
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
        for (Worker each : workers) {
            each.offer();
        }
        try {
            work.run(0);
        } catch (Throwable e) { // a worker that does not report would be waited for in vain
            ownFailure = e;
        }
        for (Worker each : workers) {
            if (!each.withdraw()) {
                await(each);
            }
        }
        rethrow();
    }

    private void await(Worker worker) {
        for (int spins = 0; worker.works(); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                callerParked = true;
                if (worker.works()) {
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
        for (Worker each : workers) {
            each.offer();
        }
    }

    private final class Worker implements Runnable {
        private final int number;
        private final Thread thread;
        private final AtomicInteger state = new AtomicInteger(IDLE);
        private volatile boolean parked;
        private Throwable failure;

        Worker(int number, ThreadFactory threads) {
            this.number = number;
            thread = threads.newThread(this);
            thread.setName("lanewise-" + number);
            thread.setDaemon(true);
        }

        void offer() {
            state.set(OFFERED);
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        /** Takes the phase back, unless the worker has begun with it. */
        boolean withdraw() {
            return state.compareAndSet(OFFERED, IDLE);
        }

        boolean works() {
            return state.get() == WORKING;
        }

        @Override
        public void run() {
            while (true) {
                awaitOffer();
                if (closed) {
                    return;
                }
                if (state.compareAndSet(OFFERED, WORKING)) {
                    work();
                }
            }
        }

        private void work() {
            try {
                phase.run(number);
            } catch (Throwable e) {
                failure = e;
            }
            state.set(IDLE);
            if (callerParked) {
                LockSupport.unpark(caller);
            }
        }

        private void awaitOffer() {
            for (int spins = 0; state.get() != OFFERED; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    parked = true;
                    if (state.get() != OFFERED) {
                        LockSupport.park(Team.this);
                    }
                    parked = false;
                }
            }
        }
    }
}
