package dev.lanewise.bench.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which images each step takes, for systems that leave this to their users: a new order each epoch, the last batch is what is left. */
public final class Batches {
    private final SplittableRandom random = new SplittableRandom(42);
    private final int[] order;
    private final int batch;
    private int next;

    /** Of so many images, {@code batch} at a time. */
    public Batches(int images, int batch) {
        order = IntStream.range(0, images).toArray();
        this.batch = batch;
        next = images;
    }

    /** The numbers of the next images. */
    public int[] next() {
        if (next >= order.length) {
            shuffle();
            next = 0;
        }
        int from = next;
        next = Math.min(order.length, from + batch);
        return Arrays.copyOfRange(order, from, next);
    }

    private void shuffle() {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
    }
}
