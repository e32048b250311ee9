package dev.lanewise.bench.training;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Lets training that knows no pauses, on a thread of its own, take as many steps as asked for and no more. */
final class StepGate implements Training {
    private static final int LONGEST_TURN_MINUTES = 10;

    private final BlockingQueue<Integer> asked = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Object> done = new ArrayBlockingQueue<>(2);
    private int left;
    private double sum;
    private Thread thread;

    /** Thrown by the listener to end training. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Begins; the first step is held, too. */
    void start(Callable<?> training) {
        thread = new Thread(() -> run(training), "gate");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Callable<?> training) {
        try {
            await();
            training.call();
        } catch (Ended e) {
            return;
        } catch (Throwable e) { // an error, too, or whoever waits for the steps learns of it minutes later
            done.add(e);
        }
    }

    /** Called by the training thread after each step. */
    void step(float loss) {
        sum += loss;
        left--;
        if (left == 0) {
            done.add(sum);
            await();
        }
    }

    private void await() {
        try {
            left = asked.take();
        } catch (InterruptedException e) {
            throw new Ended();
        }
        sum = 0;
    }

    @Override
    public double steps(int count) {
        asked.add(count);
        try {
            Object answer = done.poll(LONGEST_TURN_MINUTES, TimeUnit.MINUTES);
            if (answer instanceof Double losses) {
                return losses / count;
            }
            String what =
                    answer == null ? "took longer than " + LONGEST_TURN_MINUTES + " minutes" : "ended before its turn";
            throw new IllegalStateException("training " + what, (Throwable) answer);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public double terms() {
        return Double.NaN;
    }

    /** The threads of training end, too. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.MINUTES.toMillis(LONGEST_TURN_MINUTES));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
