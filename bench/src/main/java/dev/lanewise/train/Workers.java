package dev.lanewise.train;

import java.util.function.IntConsumer;

/** The engine's team of threads, for benchmarks that split work as a training step does. */
public final class Workers implements AutoCloseable {
    private final Team team;

    /** Starts {@code size - 1} threads; the caller is one too. */
    public Workers(int size) {
        team = new Team(size);
    }

    /** Calls {@code part} with 0 … size - 1, each on a thread of its own, and waits for all. */
    public void run(IntConsumer part) {
        team.run(part::accept);
    }

    /** How many work. */
    public int size() {
        return team.size();
    }

    @Override
    public void close() {
        team.close();
    }
}
