package dev.lanewise.step;

import java.util.Arrays;

/**
 * Which of several ways to compute a product is the fastest on this machine: by what each took when it was tried last, and before
 * that by a guess. All ways give the same bits, so the clock may choose.
 *
 * <p>Way 0 computes every term. What the others take is in proportion to the share of terms that they compute.
 */
final class Fastest {
    /** Of so many trials the shortest counts, as anything may get in the way of one. */
    private static final int KEPT = 4;

    /** A way that took so many times as long as the fastest is tried once in {@link #SELDOM} trials only. */
    private static final double HOPELESS = 1.5;

    private static final int SELDOM = 16;

    /** How many trials of a way it takes to believe that: the code of the first ones has just been compiled, or not yet. */
    private static final int BELIEF = 8;

    /** Way 0 is left only for one that takes less than so much of its time, as clocks are not exact. */
    private static final double CLEARLY = 0.95;

    private final double[] guess;
    private final double[] share;
    private final double[][] took;
    private final int[] tried;
    private int trials;
    private int turn;
    private int chosen;
    private long nanos;

    /** @param guess for each way what it takes if it computes every term, relative to way 0; an infinite one is never taken */
    Fastest(double... guess) {
        this.guess = guess;
        share = new double[guess.length];
        Arrays.fill(share, 1);
        took = new double[guess.length][KEPT];
        tried = new int[guess.length];
    }

    /** Says what share of the terms a way would compute now; an infinite one is not taken for now. */
    void share(int way, double now) {
        share[way] = now;
    }

    /** Takes way 0 whatever it costs. */
    void chooseFirst() {
        chosen = 0;
    }

    /** Takes the way that should be the fastest. */
    void choose() {
        chosen = fastest();
    }

    /** The way that should be the fastest. */
    int fastest() {
        int fastest = 0;
        double best = CLEARLY * expected(0);
        for (int way = 1; way < guess.length; way++) {
            if (expected(way) < best) {
                best = expected(way);
                fastest = way;
            }
        }
        return fastest;
    }

    /** Takes a way whose turn it is to be tried, or the fastest if that is hopeless. */
    void chooseForTrial() {
        choose();
        boolean hopeless =
                tried[turn] >= BELIEF && trials % SELDOM >= possible() && expected(turn) > HOPELESS * expected(chosen);
        if (!hopeless) {
            chosen = turn;
            tried[turn]++;
        }
        trials++;
        do {
            turn = (turn + 1) % guess.length;
        } while (!Double.isFinite(expected(turn)));
    }

    /** The number of ways that can be taken now. */
    private int possible() {
        int count = 0;
        for (int way = 0; way < guess.length; way++) {
            count += Double.isFinite(expected(way)) ? 1 : 0;
        }
        return count;
    }

    private double expected(int way) {
        double known = best(way);
        return share[way] * (known > 0 ? known : guess[way] * (best(0) > 0 ? best(0) : 1));
    }

    /** The shortest time of the last trials for all terms; 0 if there was none. */
    private double best(int way) {
        double best = 0;
        for (double each : took[way]) {
            if (each > 0 && (best == 0 || each < best)) {
                best = each;
            }
        }
        return best;
    }

    /** The share of the terms that the chosen way computes. */
    double terms() {
        return share[chosen];
    }

    int chosen() {
        return chosen;
    }

    /** Adds to what the product took in this step. */
    void add(long more) {
        nanos += more;
    }

    /** Remembers what the chosen way took in this step, if anybody has looked at the clock. */
    void endStep() {
        if (nanos > 0 && share[chosen] > 0) {
            double[] last = took[chosen];
            System.arraycopy(last, 0, last, 1, KEPT - 1);
            last[0] = nanos / share[chosen];
        }
        nanos = 0;
    }
}
