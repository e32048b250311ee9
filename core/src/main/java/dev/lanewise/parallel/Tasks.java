package dev.lanewise.parallel;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Phases made of numbered tasks. Each worker of a team has a run of them, the same in every step, so that what it wrote the
 * last time is in the cache of its processor; when its run is done it helps the others.
 */
public final class Tasks {
    /** Tasks that a phase should have for each worker, so that one that is held up can be helped. */
    public static final int PER_WORKER = 4;

    /**
     * Elements of four bytes in two cache lines, which processors fetch together. What different workers often write to lies so far
     * apart, as a write takes the line from whoever has it.
     */
    public static final int APART = 32;

    /** The work of a phase, cut into tasks. */
    @FunctionalInterface
    public interface Work {
        /** Does task {@code task}, by worker {@code worker}. */
        void run(int task, int worker);
    }

    private final Team team;
    private final AtomicIntegerArray next;
    private final int[] even;
    private final Team.Phase phase = this::work;
    private int[] runs;
    private Work work;

    public Tasks(Team team) {
        this.team = team;
        next = new AtomicIntegerArray(team.size() * APART);
        even = new int[team.size() + 1];
    }

    public int workers() {
        return team.size();
    }

    /** Which of {@code count} tasks, dealt evenly, is the first of worker {@code worker}, and the end of the one before. */
    public int first(int count, int worker) {
        return (int) ((long) count * worker / team.size());
    }

    /** Does the tasks 0 … count - 1, dealt evenly, and returns when all are done. See {@link Team#run}. */
    public void run(int count, Work tasks) {
        for (int w = 0; w < even.length; w++) {
            even[w] = first(count, w);
        }
        run(even, tasks);
    }

    /** Does tasks of which worker w's are {@code runsOfWorkers[w] … runsOfWorkers[w + 1] - 1}. */
    public void run(int[] runsOfWorkers, Work tasks) {
        runs = runsOfWorkers;
        work = tasks;
        for (int w = 0; w < team.size(); w++) {
            next.setPlain(w * APART, runs[w]);
        }
        team.run(phase);
    }

    private void work(int worker) {
        for (int i = 0; i < team.size(); i++) {
            drain((worker + i) % team.size(), worker);
        }
    }

    private void drain(int owner, int worker) {
        int counter = owner * APART;
        int end = runs[owner + 1];
        for (int task = next.getAndIncrement(counter); task < end; task = next.getAndIncrement(counter)) {
            work.run(task, worker);
        }
    }
}
